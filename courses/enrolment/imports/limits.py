"""What a file may be. Larger lists are cut in two by those who send them."""

from django.conf import settings

BYTES_MAX: int = getattr(settings, "LMS_IMPORT_MAX_BYTES", 5 * 1024 * 1024)
ROWS_MAX: int = getattr(settings, "LMS_IMPORT_MAX_ROWS", 20_000)
COLUMNS_MAX = 60
CELL_MAX = 500
# A workbook is a zip archive: small outside, whatever inside.
UNZIPPED_MAX = 80 * 1024 * 1024
PARTS_MAX = 500
SHEETS_MAX = 30
# Titles and logos above the header.
HEADER_WITHIN = 15
