"""Cells as people fill them in."""

import datetime as dt

import pytest

from core.names import name_fold, name_key
from courses.enrolment.imports.fields import field_guess, header_find, mapping_propose
from courses.enrolment.imports.values import (
    birth_year_clean,
    date_clean,
    email_clean,
    name_split,
    name_tidy,
    phone_clean,
    region_clean,
    staff_number_clean,
)

NEW_YEARS_EVE = dt.date(1985, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "31/12/1985", "31-12-85", "31.12.1985", "1985-12-31", "31412", "31 décembre 1985",
        "31 دجنبر 1985", "٣١/١٢/١٩٨٥", "1985-12-31 00:00:00",
    ],
)  # fmt: skip
def test_dates(text: str):
    assert date_clean(text) == NEW_YEARS_EVE
    assert birth_year_clean(text) == 1985


@pytest.mark.parametrize("text", ["", "31/02/1985", "99/99/9999", "hier", "123", "1" * 40])
def test_what_is_no_date(text: str):
    assert date_clean(text) is None


def test_a_year_alone_is_enough_for_a_birth():
    assert [birth_year_clean("1990"), birth_year_clean("1890"), birth_year_clean("x")] == [
        1990,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "family_first", "split"),
    [
        ("EL ALAOUI Mohamed", True, ("Mohamed", "El Alaoui")),
        ("Mohamed EL ALAOUI", True, ("Mohamed", "El Alaoui")),
        ("BENALI AMINA", True, ("Amina", "Benali")),
        ("Amina Benali", False, ("Amina", "Benali")),
        ("محمد العلوي", False, ("محمد", "العلوي")),
        ("Benali", True, ("", "Benali")),
    ],
)
def test_full_names_are_split(text: str, family_first: bool, split: tuple[str, str]):
    assert name_split(text, family_first=family_first) == split


def test_names_are_written_as_one_writes_them():
    assert [name_tidy("EL-ALAOUI D'AZROU"), name_tidy("amina"), name_tidy("McEssai")] == [
        "El-Alaoui D'Azrou",
        "Amina",
        "McEssai",
    ]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (" Amina@Example.ORG ", "amina@example.org"),
        ("mailto:a@example.org", "a@example.org"),
        ("<a@example.org>;", "a@example.org"),
        ("a@example", None),
        ("néant", None),
    ],
)
def test_addresses(text: str, clean: str | None):
    assert email_clean(text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("612345678", "+212612345678"),
        ("06 12.34-56 78", "+212612345678"),
        ("00212 612345678", "+212612345678"),
        ("12", None),
    ],
)
def test_telephones(text: str, clean: str | None):
    assert phone_clean(text) == clean


@pytest.mark.parametrize(
    ("text", "code"),
    [("Souss Massa", "09"), ("جهة سوس-ماسة", "09"), ("9", "09"), ("Région de l'Oriental", "02")],
)
def test_regions(text: str, code: str):
    assert region_clean(text) == code
    assert region_clean("Atlantide") is None


def test_staff_numbers():
    assert [staff_number_clean("12 345"), staff_number_clean("é/1")] == ["12345", None]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NOM ET PRÉNOM", "full_name"),
        ("Prénom", "given_name"),
        ("الاسم العائلي", "family_name_ar"),
        ("Adresse e-mail", "email"),
        ("E-mail professionnel", "email"),
        ("البريد الإلكتروني", "email"),
        ("N° de téléphone", "phone"),
        ("Date of birth", "birth"),
        ("Observations", None),
        ("", None),
    ],
)
def test_headings_in_three_languages(heading: str, field: str | None):
    found = field_guess(heading)
    assert (found.value if found else None) == field


def test_the_headings_are_found_below_a_title():
    rows = [(1, ["Liste 2026", ""]), (3, ["Nom", "E-mail"]), (4, ["Essai", "a@example.org"])]
    assert header_find(rows) == 1


def test_a_column_of_arabic_names_is_proposed_as_such():
    mapping = mapping_propose(["Nom", "Prénom", "?"], [["مثال", "أمينة", "a@example.org"]])
    assert mapping == {"0": "family_name_ar", "1": "given_name_ar", "2": "email"}


@pytest.mark.parametrize(
    "names",
    [
        ("محمد", "Mohamed", "Mohammed", "Med", "MOUHAMED"),
        ("فاطمة الزهراء", "Fatima Zahra", "Fatima-Ezzahra"),
        ("عبد الرحمان", "Abderrahmane", "Abdel Rahman"),
        ("خديجة", "Khadija", "Khadijah"),
        ("محمد العلوي", "ALAOUI Mohamed", "El Alaoui Med"),
    ],
)
def test_spellings_of_one_name_have_one_skeleton(names: tuple[str, ...]):
    assert len({name_key(name) for name in names}) == 1


def test_different_names_differ():
    assert len({name_key(name) for name in ("Amina", "Salma", "Youssef", "Hamza")}) == 4
    assert name_fold("Amina", "EXEMPLE") == name_fold("Exemple", "amina")
    assert name_fold("Amina", "Exemple") != name_fold("Amine", "Exemple")
