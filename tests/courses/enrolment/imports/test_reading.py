"""Files as people send them, and files that nobody should be able to send."""

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.enrolment.imports import limits
from courses.enrolment.imports.encoding import encoding_detect, text_decode
from courses.enrolment.imports.exceptions import FileRefusedError
from courses.enrolment.imports.reading import cell_clean, rows_read
from tests.lists import HEADINGS, csv_bytes, rows_make, xlsx_bytes

ROWS = list(rows_make(12))


def read(content: bytes) -> list[list[str]]:
    return [row for _number, row in rows_read(content)[1]]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
def test_every_separator_in_every_encoding(separator: str, encoding: str):
    # Windows-1256 has small accented letters, but neither È nor É.
    rows = [[cell.replace("È", "E").replace("É", "E") for cell in row] for row in ROWS]
    found = read(csv_bytes(rows, separator=separator, encoding=encoding))
    assert found == [HEADINGS, *rows]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_french_without_arabic(encoding: str):
    rows = [["ÉLÈVE Zoé", "Fès-Meknès"], ["NAÏMA Ça", "Béni Mellal"]]
    content = csv_bytes(rows, headings=["Nom et prénom", "Région"], encoding=encoding)
    assert encoding_detect(content) == "cp1252"
    assert read(content) == [["Nom et prénom", "Région"], *rows]


def test_excels_hint_of_the_separator_is_no_line():
    described, rows = rows_read(b"sep=;\r\nNom;Prenom\r\nA,B;C\r\n")
    assert described.separator == ";"
    assert list(rows) == [(2, ["Nom", "Prenom"]), (3, ["A,B", "C"])]


def test_a_workbook_with_dates_numbers_and_errors():
    day = dt.datetime(1985, 12, 31, tzinfo=None)  # noqa: DTZ001 (a workbook knows no time zone)
    content = xlsx_bytes([["Amina", day, 612345678.0, "#N/A"]], headings=["a", "b", "c", "d"])
    assert read(content) == [["a", "b", "c", "d"], ["Amina", "1985-12-31", "612345678"]]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("\u00a0 Amina\u202f Exemple\u200f ", "Amina Exemple"),
        ("a\x00b\x07", "ab"),
        ("deux\nlignes", "deux lignes"),
        ("e\u0301", "é"),
        (None, ""),
        (True, "1"),
        ("#REF!", ""),
        ("x" * 900, "x" * limits.CELL_MAX),
    ],
)
def test_cells_are_cleaned(raw: Any, clean: str):
    assert cell_clean(raw) == clean


def archive(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


BOMB = archive({"xl/workbook.xml": b"<a/>", "xl/big.xml": b" " * (limits.UNZIPPED_MAX + 1)})
ENTITY = archive({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old_excel"),
        (b"PK\x03\x04damaged", "unreadable"),
        (archive({"word/document.xml": b"<a/>"}), "unknown_kind"),
        (archive({"xl/workbook.xml": b"<a"}), "unreadable"),
        (BOMB, "too_big"),
        (ENTITY, "unreadable"),
        (archive({f"p{n}": b"" for n in range(limits.PARTS_MAX + 1)}), "too_big"),
        (b"x" * (limits.BYTES_MAX + 1), "too_big"),
        (b"a;b\n" * (limits.ROWS_MAX + limits.HEADER_WITHIN + 1), "too_many_rows"),
        (b"x;" * 100 + b"x\n", "too_many_columns"),
        (b'"' + b"x" * 200_000, "unreadable"),
        (xlsx_bytes([], headings=[""]), "empty"),
    ],
)
def test_what_is_refused_says_why(content: bytes, reason: str):
    with pytest.raises(FileRefusedError) as refused:
        read(content)
    assert refused.value.reason == reason
    assert str(refused.value)


@given(st.binary(max_size=3000))
def test_any_bytes_are_read_or_refused(content: bytes):
    text_decode(content)
    try:
        rows = read(content)
    except FileRefusedError:
        return
    assert all(isinstance(cell, str) for row in rows for cell in row)


@given(st.binary(max_size=400), st.integers(min_value=0, max_value=4000))
def test_a_damaged_workbook_is_read_or_refused(noise: bytes, place: int):
    content = bytearray(WORKBOOK)
    content[place : place + len(noise)] = noise
    try:
        read(bytes(content))
    except FileRefusedError:
        return


WORKBOOK = xlsx_bytes([list(row) for row in ROWS])
