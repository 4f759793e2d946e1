"""What a file may be. Larger lists are cut in two by those who send them."""

BYTES_MAX = 5 * 1024 * 1024
ROWS_MAX = 20_000
COLUMNS_MAX = 60
CELL_MAX = 500
# A workbook is a zip archive: small outside, whatever inside.
UNZIPPED_MAX = 80 * 1024 * 1024
PARTS_MAX = 500
SHEETS_MAX = 30
# Titles and logos above the header.
HEADER_WITHIN = 15
