"""Lists of people as institutions send them: invented people at example.org, real disorder."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook

GIVEN = (
    ("Amina", "أمينة", "F"), ("Mohamed", "محمد", "H"), ("Salma", "سلمى", "Mme"),
    ("Youssef", "يوسف", "M"), ("Khadija", "خديجة", "Féminin"), ("Hamza", "حمزة", "Masculin"),
)  # fmt: skip
FAMILY = (("Exemple", "مثال"), ("Essai", "تجربة"), ("Modèle", "نموذج"), ("Témoin", "شاهد"))
HEADINGS = ["Nom et Prénom", "الاسم الكامل", "E-mail", "GSM", "Sexe", "Agence", "Région"]


def person(number: int) -> dict[str, str]:
    """One invented person, the same for the same number."""
    given, given_ar, gender = GIVEN[number % len(GIVEN)]
    family, family_ar = FAMILY[number % len(FAMILY)]
    return {
        "full": f"{family.upper()} {given} {_letters(number)}",
        "full_ar": f"{given_ar} {family_ar}",
        "email": f"personne.{number}@example.org",
        "phone": f"6{number:08d}",
        "gender": gender,
        "agency": "Agence exemple" if number % 3 else "Bureau inconnu",
        "region": "Souss-Massa",
    }


def _letters(number: int) -> str:
    """A word that tells people apart; digits stand in no name."""
    word = ""
    while True:
        number, rest = divmod(number, 20)
        word += "bcdfgjklmnprstvzaeio"[rest]
        if not number:
            return word.capitalize() + "an"


def rows_make(count: int) -> Iterator[list[str]]:
    """Yield the people as rows under HEADINGS."""
    for number in range(count):
        one = person(number)
        yield [
            one["full"],
            one["full_ar"],
            one["email"],
            one["phone"],
            one["gender"],
            one["agency"],
            one["region"],
        ]


def messy_rows(count: int) -> list[list[str]]:
    """The same with stray spaces, a shared mailbox, a repeated line, a formula, a bad address."""
    rows = list(rows_make(count))
    rows[1][0] = f"\u00a0 {rows[1][0]} \u200f"
    rows[2][2] = rows[3][2] = "Agence.Exemple@Example.org "
    rows[4][2] = "adresse manquante"
    rows[5][0] = rows[5][1] = ""
    rows[6][0] = '=HYPERLINK("http://example.org")'
    return [*rows, ["", "", "", "", "", "", ""], list(rows[7])]


def csv_bytes(
    rows: list[list[str]],
    *,
    headings: list[str] | None = None,
    separator: str = ";",
    encoding: str = "utf-8-sig",
    title: str = "",
) -> bytes:
    """The rows as a CSV file."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    if title:
        writer.writerow([title])
        writer.writerow([])
    writer.writerows([headings or HEADINGS, *rows])
    return buffer.getvalue().encode(encoding, errors="replace")


def xlsx_bytes(rows: list[list[Any]], *, headings: list[str] | None = None) -> bytes:
    """The rows as a workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [headings or HEADINGS, *rows]:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
