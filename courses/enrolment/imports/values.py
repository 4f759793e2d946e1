"""From the text of a cell to a value: names, addresses, dates as people write them."""

import datetime as dt
import re
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation

from accounts.enums import Gender
from accounts.identity import staff_number_normalize
from core.dates import MONTHS
from core.enums import Language, Region
from core.phones import phone_normalize
from core.text import is_arabic, text_normalize

FORMULA_STARTS = ("=", "+", "-", "@")
_STAFF_NUMBER = re.compile(r"^[\w.@+-]{2,64}$")
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_SERIAL = range(3_000, 80_000)
_YEARS = range(1920, 2016)
_GENDERS = {
    Gender.FEMALE: (
        "f", "femme", "feminin", "feminine", "mme", "mlle", "madame", "mademoiselle", "female",
        "w", "انثي", "امراه", "ا", "السيده", "fille",
    ),
    Gender.MALE: (
        "h", "m", "homme", "masculin", "mr", "monsieur", "male", "man", "ذكر", "رجل", "ذ",
        "السيد", "garcon",
    ),
}  # fmt: skip
_LANGUAGES = {
    Language.FRENCH: ("fr", "fra", "francais", "french", "f", "الفرنسيه", "فرنسيه"),
    Language.ARABIC: ("ar", "ara", "arabe", "arabic", "a", "العربيه", "عربيه"),
}
GENDERS = {text_normalize(word): value for value, words in _GENDERS.items() for word in words}
LANGUAGES = {text_normalize(word): value for value, words in _LANGUAGES.items() for word in words}


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet would run this text."""
    return text.startswith(FORMULA_STARTS)


def name_tidy(text: str) -> str:
    """Return a name as one writes it: not all in capitals, at most 80 letters."""
    if not is_arabic(text) and (text.isupper() or text.islower()):
        text = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), text)
    return text[:80].strip()


def name_split(text: str, *, family_first: bool) -> tuple[str, str]:
    """Return (given, family): words in capitals are the family name, else by the order."""
    words = text.split()
    if len(words) < 2:  # noqa: PLR2004
        return "", name_tidy(text)
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if not is_arabic(text) and 0 < len(capitals) < len(words):
        others = [word for word in words if word not in capitals]
        return name_tidy(" ".join(others)), name_tidy(" ".join(capitals))
    if family_first:
        cut = 2 if text_normalize(words[0]) in {"el", "ben", "ait", "ال", "بن"} else 1
        cut = min(cut, len(words) - 1)
        return name_tidy(" ".join(words[cut:])), name_tidy(" ".join(words[:cut]))
    return name_tidy(words[0]), name_tidy(" ".join(words[1:]))


def email_clean(text: str) -> str | None:
    """Return the address in lower case; None when it is none."""
    found = re.sub(r"^mailto:", "", text.replace(" ", "").strip("<>,;"), flags=re.IGNORECASE)
    found = found.rstrip(".,;").lower()
    try:
        validate_email(found)
    except ValidationError:
        return None
    return found if len(found) <= 254 else None  # noqa: PLR2004


def phone_clean(text: str) -> str | None:
    """Return a telephone number in E.164, also without the zero that Excel eats; else None."""
    return phone_normalize(text) or None


def staff_number_clean(text: str) -> str | None:
    """Return a staff number; None when it has signs that no login name may have."""
    found = staff_number_normalize(text)
    return found if _STAFF_NUMBER.match(found) else None


@lru_cache(maxsize=1)
def _regions() -> dict[str, str]:
    known: dict[str, str] = {}
    for region in Region:
        for language in ("fr", "ar"):
            with translation.override(language):
                known[text_normalize(str(region.label))] = region.value
        known[region.value] = region.value
        known[region.value.lstrip("0")] = region.value
    return known


def region_clean(text: str) -> str | None:
    """Return the code of a region named in either language, or by its number."""
    folded = re.sub(r"^(?:region|جهه)(?: de| du| d)? ", "", text_normalize(text))
    known = _regions()
    if folded in known:
        return known[folded]
    tail = [code for name, code in known.items() if len(folded) > 4 and folded in name]  # noqa: PLR2004
    return tail[0] if len(set(tail)) == 1 else None


def date_clean(text: str) -> dt.date | None:
    """Return a day written as 31/12/2026, 2026-12-31, « 31 décembre 2026 » or Excel's number."""
    found = text_normalize(text)
    if found.isdigit() and int(found[:9]) in _SERIAL and len(found) == 5:  # noqa: PLR2004
        return _EXCEL_EPOCH + dt.timedelta(days=int(found))
    numbers = re.fullmatch(r"(\d{1,4}) (\d{1,2}) (\d{1,4})(?: .*)?", found)
    if numbers:
        first, month, last = (int(part) for part in numbers.groups())
        return _day(first, month, last) if first > 31 else _day(last, month, first)  # noqa: PLR2004
    worded = re.fullmatch(r"(\d{1,2})(?:er)? (\D+) (\d{4})", found)
    if worded:
        months = {
            text_normalize(name): number
            for names in MONTHS.values()
            for number, name in enumerate(names, start=1)
        }
        month = months.get(worded[2].strip(), 0)
        return _day(int(worded[3]), month, int(worded[1]))
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    if year < 100:  # noqa: PLR2004
        year += 1900 if year > 30 else 2000  # noqa: PLR2004
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def birth_year_clean(text: str) -> int | None:
    """Return the year of birth from a date or a year."""
    folded = text_normalize(text)
    if folded.isdigit() and len(folded) == 4 and int(folded) in _YEARS:  # noqa: PLR2004
        return int(folded)
    day = date_clean(text)
    return day.year if day is not None and day.year in _YEARS else None
