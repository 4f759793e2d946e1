"""From headings in French, Arabic or English to the fields that we know."""

from core.text import is_arabic, text_normalize
from courses.enrolment.imports.enums import NAME_FIELDS, ImportField
from courses.enrolment.imports.limits import HEADER_WITHIN

# Folded by text_normalize: no accents, no case, hamza forms unified.
WORDS: dict[ImportField, tuple[str, ...]] = {
    ImportField.FULL_NAME: (
        "nom et prenom", "nom prenom", "noms et prenoms", "nom complet", "name", "full name",
        "participant", "nom et prenoms", "conseiller", "beneficiaire", "nom & prenom",
    ),
    ImportField.FULL_NAME_GIVEN: ("prenom et nom", "prenom nom", "prenoms et noms"),
    ImportField.GIVEN_NAME: ("prenom", "prenoms", "first name", "given name", "firstname"),
    ImportField.FAMILY_NAME: (
        "nom", "nom de famille", "last name", "family name", "surname", "lastname",
    ),
    ImportField.FULL_NAME_AR: (
        "الاسم الكامل", "الاسم والنسب", "الاسم و النسب", "الاسم العائلي والشخصي", "nom en arabe",
        "nom complet en arabe", "nom et prenom en arabe", "nom arabe", "name in arabic",
    ),
    ImportField.GIVEN_NAME_AR: (
        "الاسم الشخصي", "الاسم", "prenom en arabe", "prenom arabe", "first name in arabic",
    ),
    ImportField.FAMILY_NAME_AR: (
        "الاسم العائلي", "النسب", "اللقب", "nom de famille en arabe", "family name in arabic",
    ),
    ImportField.EMAIL: (
        "email", "e mail", "mail", "courriel", "adresse email", "adresse e mail", "adresse mail",
        "adresse electronique", "البريد الالكتروني", "البريد", "email professionnel",
        "adresse email professionnelle", "messagerie",
    ),
    ImportField.PHONE: (
        "telephone", "tel", "gsm", "portable", "mobile", "phone", "numero de telephone", "n tel",
        "n de telephone", "no de telephone",
        "الهاتف", "رقم الهاتف", "الهاتف المحمول", "telephone portable",
    ),
    ImportField.STAFF_NUMBER: (
        "matricule", "ppr", "n ppr", "som", "numero de som", "staff number", "identifiant",
        "رقم التاجير", "رقم الموظف", "n matricule", "numero matricule",
    ),
    ImportField.GENDER: ("sexe", "genre", "civilite", "gender", "sex", "الجنس", "النوع"),
    ImportField.LANGUAGE: ("langue", "langue preferee", "language", "اللغه", "لغه التكوين"),
    ImportField.BIRTH: (
        "date de naissance", "naissance", "ne le", "annee de naissance", "date of birth",
        "birth date", "year of birth", "تاريخ الازدياد", "سنه الازدياد", "تاريخ الميلاد",
    ),
    ImportField.ORGANISATION: (
        "institution", "organisme", "etablissement", "agence", "structure", "administration",
        "employeur", "code agence", "agence anapec", "affectation", "organization",
        "organisation", "المؤسسه", "الوكاله", "الاداره", "المصلحه", "جهه العمل", "lieu de travail",
    ),
    ImportField.REGION: ("region", "الجهه", "direction regionale"),
    ImportField.CITY: ("ville", "city", "المدينه", "localite", "commune"),
    ImportField.ACCESS_UNTIL: ("acces jusqu au", "fin d acces", "date limite", "access until"),
}  # fmt: skip
_BY_WORD = {text_normalize(word): field for field, words in WORDS.items() for word in words}


def field_guess(heading: str) -> ImportField | None:
    """Return the field that a heading names; whole headings first, then their beginnings."""
    folded = text_normalize(heading)
    if not folded:
        return None
    found = _BY_WORD.get(folded)
    if found is not None:
        return found
    starts = [word for word in _BY_WORD if len(word) > 3 and folded.startswith(f"{word} ")]  # noqa: PLR2004
    if not starts:
        return None
    return _BY_WORD[max(starts, key=len)]


def header_find(rows: list[tuple[int, list[str]]]) -> int:
    """Return the index, among the first rows, of the one that looks most like headings."""
    best, best_score = 0, 0
    for index, (_number, row) in enumerate(rows[:HEADER_WITHIN]):
        score = len({field for field in map(field_guess, row) if field is not None})
        if score > best_score:
            best, best_score = index, score
    return best


def mapping_propose(headers: list[str], samples: list[list[str]]) -> dict[str, str]:
    """Return {column: field}: by the heading, else by what the cells look like. Each field once."""
    mapping: dict[str, str] = {}
    for column, heading in enumerate(headers):
        field = field_guess(heading)
        if field is not None and field.value not in mapping.values():
            mapping[str(column)] = field.value
    for column in range(len(headers)):
        if str(column) in mapping:
            continue
        cells = [row[column] for row in samples if column < len(row) and row[column]]
        guess = _by_cells(cells)
        if guess is not None and guess.value not in mapping.values():
            mapping[str(column)] = guess.value
    return _arabic_corrected(mapping, samples)


def _by_cells(cells: list[str]) -> ImportField | None:
    if cells and all("@" in cell for cell in cells):
        return ImportField.EMAIL
    return None


def _arabic_corrected(mapping: dict[str, str], samples: list[list[str]]) -> dict[str, str]:
    """A column headed “Nom” that holds Arabic letters is the Arabic name."""
    arabic = {
        ImportField.FULL_NAME.value: ImportField.FULL_NAME_AR.value,
        ImportField.FULL_NAME_GIVEN.value: ImportField.FULL_NAME_AR.value,
        ImportField.GIVEN_NAME.value: ImportField.GIVEN_NAME_AR.value,
        ImportField.FAMILY_NAME.value: ImportField.FAMILY_NAME_AR.value,
    }
    corrected = dict(mapping)
    for column, field in mapping.items():
        cells = [row[int(column)] for row in samples if int(column) < len(row)]
        cells = [cell for cell in cells if cell]
        better = arabic.get(field)
        if better and cells and all(map(is_arabic, cells)) and better not in mapping.values():
            corrected[column] = better
    return corrected


def mapping_is_enough(mapping: dict[str, str]) -> bool:
    """Return whether people can be read: a name, and no field twice."""
    fields = list(mapping.values())
    return len(fields) == len(set(fields)) and any(field in NAME_FIELDS for field in fields)
