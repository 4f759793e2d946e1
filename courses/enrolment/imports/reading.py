"""From the bytes of a file to rows of clean text. Anything unreadable is refused in words."""

import csv
import datetime as dt
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook

from courses.enrolment.imports import limits
from courses.enrolment.imports.encoding import text_decode
from courses.enrolment.imports.exceptions import FileRefusedError

Row = list[str]
SEPARATORS = (";", "\t", ",", "|")
# Marks of direction and joining that Word and Excel leave in cells, and the no-break spaces.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\ufffe\uffff]")
_SPACES = re.compile(r"\s+")
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WHOLE = re.compile(r"^-?\d+\.0+$")


@dataclass(frozen=True, kw_only=True)
class FileFormat:
    """How the file was understood; shown to the person and kept with the run."""

    kind: str
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    other_sheets: list[str] = field(default_factory=list)


def cell_clean(value: Any) -> str:
    """Return a cell as text: one line, no control or direction marks, no stray spaces."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    text = unicodedata.normalize("NFC", str(value))
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    text = "".join(char for char in text if unicodedata.category(char) not in {"Cc", "Cs", "Co"})
    text = text.strip()
    if isinstance(value, float) and _WHOLE.match(text):
        text = text.partition(".")[0]
    # What a formula could not compute.
    return "" if text.startswith("#") and text.rstrip("!?").isupper() else text[: limits.CELL_MAX]


def rows_read(content: bytes) -> tuple[FileFormat, Iterator[tuple[int, Row]]]:
    """Return the format and the rows that are not empty, each with its line in the file.

    Raises FileRefusedError at once, or while the rows are read.
    """
    if not content.strip():
        raise FileRefusedError("empty")
    if len(content) > limits.BYTES_MAX:
        raise FileRefusedError("too_big")
    if content.startswith(_OLE):
        raise FileRefusedError("old_excel")
    if content.startswith(_ZIP):
        return _workbook_read(content)
    return _text_read(content)


def _trimmed(row: Row) -> Row:
    """Without the empty cells at its end, of which a sheet may have thousands."""
    while row and not row[-1]:
        row.pop()
    return row


def _limited(rows: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    kept = 0
    for number, row in rows:
        if not any(row):
            continue
        kept += 1
        if kept > limits.ROWS_MAX + limits.HEADER_WITHIN:
            raise FileRefusedError("too_many_rows")
        yield number, row


def _text_read(content: bytes) -> tuple[FileFormat, Iterator[tuple[int, Row]]]:
    text, encoding = text_decode(content)
    first, _mark, rest = text.partition("\n")
    skipped = 0
    if re.match(r"^sep=.\s*$", first.strip("\r"), re.IGNORECASE):
        # Excel's own hint, which is no line of the list.
        separator, text, skipped = first.strip()[4], rest, 1
    else:
        separator = separator_detect(text)
    described = FileFormat(kind="csv", encoding=encoding, separator=separator)
    return described, _limited(_text_rows(text, separator, skipped))


def separator_detect(text: str) -> str:
    """Return the separator that cuts the first lines into the same number of columns."""
    sample = "\n".join(text[:20_000].splitlines()[:40])
    best, best_score = ";", 0.0
    for separator in SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=separator)]
        except csv.Error:
            continue
        filled = [width for width in widths if width > 1]
        if not filled:
            continue
        usual = max(set(filled), key=filled.count)
        score = filled.count(usual) / max(len(widths), 1) + min(usual, 20) / 100
        if score > best_score:
            best, best_score = separator, score
    return best


def _text_rows(text: str, separator: str, skipped: int) -> Iterator[tuple[int, Row]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            if len(row) > limits.COLUMNS_MAX and any(row[limits.COLUMNS_MAX :]):
                raise FileRefusedError("too_many_columns")
            yield reader.line_num + skipped, [cell_clean(one) for one in row]
    except csv.Error as error:
        raise FileRefusedError("unreadable") from error


def _archive_check(content: bytes) -> None:
    """Refuse what only looks like a workbook, and what would burst when opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > limits.PARTS_MAX:
                raise FileRefusedError("too_big")
            if sum(part.file_size for part in parts) > limits.UNZIPPED_MAX:
                raise FileRefusedError("too_big")
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise FileRefusedError("unknown_kind")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        if _DTD.search(file.read(4096)):
                            raise FileRefusedError("unreadable")
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError) as error:
        raise FileRefusedError("unreadable") from error


def _workbook_read(content: bytes) -> tuple[FileFormat, Iterator[tuple[int, Row]]]:
    _archive_check(content)
    filled = _sheets_filled(content)
    if not filled:
        raise FileRefusedError("empty")
    described = FileFormat(
        kind="xlsx",
        sheet=cell_clean(filled[0].title),
        other_sheets=[cell_clean(sheet.title) for sheet in filled[1:]],
    )
    return described, _limited(_sheet_rows(filled[0]))


def _sheets_filled(content: bytes) -> list[Any]:
    """The visible sheets with something in them."""
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        filled = [sheet for sheet in sheets[: limits.SHEETS_MAX] if _has_rows(sheet)]
    except Exception as error:
        raise FileRefusedError("unreadable") from error
    if len(sheets) > limits.SHEETS_MAX:
        raise FileRefusedError("too_many_sheets")
    return filled


def _has_rows(sheet: Any) -> bool:
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=limits.HEADER_WITHIN * 2, max_col=limits.COLUMNS_MAX)
    return any(cell.value is not None for row in rows for cell in row)


def _sheet_rows(sheet: Any) -> Iterator[tuple[int, Row]]:
    sheet.reset_dimensions()
    last = limits.ROWS_MAX * 2
    rows = sheet.iter_rows(max_row=last + 1, max_col=limits.COLUMNS_MAX, values_only=True)
    for number in range(1, last + 2):
        try:
            row = next(rows, None)
        except Exception as error:
            raise FileRefusedError("unreadable") from error
        if row is None:
            return
        yield number, _trimmed([cell_clean(value) for value in row])
    raise FileRefusedError("too_many_rows")
