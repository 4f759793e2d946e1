"""One row of the list turned into a person's data, with notes about what was doubtful."""

from dataclasses import dataclass, field
from typing import Any

from accounts.models import Organisation
from core.names import name_fold, name_key
from core.text import is_arabic, text_normalize
from courses.enrolment.imports import values
from courses.enrolment.imports.enums import ImportField

Note = list[Any]
NAMES = ("given_name", "family_name", "given_name_ar", "family_name_ar")
REPLACED = "\ufffd"


@dataclass(kw_only=True)
class Draft:
    """A line that was read: `data` as kept in ImportLine, `refusal` when it cannot be taken."""

    number: int
    data: dict[str, Any] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    refusal: Note | None = None

    @property
    def name_fold(self) -> str:
        """Full name for exact comparison: the Latin one, else the Arabic one."""
        return person_fold(self.data)

    @property
    def name_key(self) -> str:
        """Skeleton of the full name, for "perhaps the same"."""
        return person_key(self.data)

    @property
    def identity(self) -> tuple[str, str]:
        """What makes two lines of one list the same person."""
        if self.data.get("staff_number"):
            return ("number", self.data["staff_number"].casefold())
        place = self.data.get("email") or str(
            self.data.get("organisation_id") or self.data.get("organisation_other", "")
        )
        return (place, self.name_fold)


def person_fold(data: dict[str, Any]) -> str:
    """Return the full name folded: the Latin one, else the Arabic one."""
    latin = name_fold(data.get("given_name", ""), data.get("family_name", ""))
    return latin or name_fold(data.get("given_name_ar", ""), data.get("family_name_ar", ""))


def person_key(data: dict[str, Any]) -> str:
    """Return the skeleton of the full name: of the Latin one, else of the Arabic one."""
    latin = name_key(data.get("given_name", ""), data.get("family_name", ""))
    return latin or name_key(data.get("given_name_ar", ""), data.get("family_name_ar", ""))


class Institutions:
    """Institutions by code and by name in both languages, read once. Ambiguous names are none."""

    def __init__(self) -> None:
        self.known: dict[str, int | None] = {}
        self.names: dict[int, str] = {}
        columns = ("pk", "code", "name_fr", "name_ar", "merged_into")
        for row in Organisation.objects.only(*columns):
            # Lists that still name a merged institution mean the one that was kept.
            found = row.merged_into_id or row.pk
            self.names[row.pk] = row.name
            for word in {text_normalize(one) for one in (row.code, row.name_fr, row.name_ar)}:
                self.known[word] = found if self.known.get(word, found) == found else None

    def find(self, text: str) -> int | None:
        """Return the institution of this code or name, None when unknown or ambiguous."""
        return self.known.get(text_normalize(text))


def line_read(
    *, number: int, row: list[str], mapping: dict[str, str], institutions: Institutions
) -> Draft:
    """Return what a row says about a person. Values that cannot be read become notes."""
    draft = Draft(number=number)
    cells = {
        mapping[str(column)]: text
        for column, text in enumerate(row)
        if str(column) in mapping and text
    }
    if any(REPLACED in text for text in cells.values()):
        draft.refusal = ["unreadable_letters", ""]
        return draft
    _names_read(draft, cells)
    _contact_read(draft, cells)
    _details_read(draft, cells)
    _institution_read(draft, cells, institutions)
    if draft.refusal is None and not draft.name_fold:
        draft.refusal = ["no_name", ""]
    return draft


def _names_read(draft: Draft, cells: dict[str, str]) -> None:
    for source, family_first in (
        (ImportField.FULL_NAME, True),
        (ImportField.FULL_NAME_GIVEN, False),
        (ImportField.FULL_NAME_AR, False),
    ):
        text = cells.get(source.value, "")
        if text and not _is_formula(draft, text):
            given, family = values.name_split(text, family_first=family_first)
            _name_put(draft, "given_name", given)
            _name_put(draft, "family_name", family)
    for name in NAMES:
        text = cells.get(name, "")
        if text and not _is_formula(draft, text):
            _name_put(draft, name, values.name_tidy(text))


def _name_put(draft: Draft, name: str, text: str) -> None:
    """Names go to the columns of their script, whatever the heading said."""
    if not text:
        return
    base = name.removesuffix("_ar")
    wanted = f"{base}_ar" if is_arabic(text) else base
    draft.data.setdefault(wanted, text)


def _is_formula(draft: Draft, text: str) -> bool:
    if values.is_formula(text):
        draft.refusal = ["formula", text[:40]]
        return True
    return False


def _contact_read(draft: Draft, cells: dict[str, str]) -> None:
    text = cells.get(ImportField.EMAIL.value, "")
    if text:
        email = values.email_clean(text)
        if email is None:
            draft.refusal = draft.refusal or ["bad_email", text[:80]]
        else:
            draft.data["email"] = email
    text = cells.get(ImportField.PHONE.value, "")
    if text:
        _put(draft, "phone", values.phone_clean(text), text)
    text = cells.get(ImportField.STAFF_NUMBER.value, "")
    if text:
        number = values.staff_number_clean(text)
        if number is None or values.is_formula(number):
            draft.refusal = draft.refusal or ["bad_staff_number", text[:80]]
        else:
            draft.data["staff_number"] = number


def _put(draft: Draft, name: str, value: Any, text: str) -> None:
    """Keep the value; one that could not be read is left out and noted."""
    if value is None:
        draft.notes.append([f"bad_{name}", text[:80]])
    else:
        draft.data[name] = value


def _details_read(draft: Draft, cells: dict[str, str]) -> None:
    readers = (
        ("gender", ImportField.GENDER, _gender),
        ("language", ImportField.LANGUAGE, _language),
        ("birth_year", ImportField.BIRTH, values.birth_year_clean),
        ("region", ImportField.REGION, values.region_clean),
        ("access_until", ImportField.ACCESS_UNTIL, _date_text),
    )
    for name, source, read in readers:
        text = cells.get(source.value, "")
        if text:
            _put(draft, name, read(text), text)
    city = cells.get(ImportField.CITY.value, "")
    if city and not values.is_formula(city):
        draft.data["city"] = values.name_tidy(city)


def _gender(text: str) -> str | None:
    found = values.GENDERS.get(text_normalize(text))
    return found.value if found is not None else None


def _language(text: str) -> str | None:
    found = values.LANGUAGES.get(text_normalize(text))
    return found.value if found is not None else None


def _date_text(text: str) -> str | None:
    day = values.date_clean(text)
    return day.isoformat() if day is not None else None


def _institution_read(draft: Draft, cells: dict[str, str], institutions: Institutions) -> None:
    text = cells.get(ImportField.ORGANISATION.value, "")
    if not text:
        return
    if values.is_formula(text):
        draft.refusal = draft.refusal or ["formula", text[:40]]
        return
    found = institutions.find(text)
    if found is not None:
        draft.data["organisation_id"] = found
    else:
        draft.data["organisation_other"] = text[:200]
        draft.notes.append(["unknown_institution", text[:80]])
