"""Normalisation of French and Arabic text, for search and for comparing short answers."""

import re
import unicodedata

# Arabic marks: harakat, tanwin, superscript alef, Quranic signs; and the kashida.
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_ARABIC_LETTERS = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "ی": "ي",
        "ڭ": "ك",
        "گ": "ك",
    }
)
_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_LATIN_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_NOT_WORD = re.compile(r"[^\w]+", re.UNICODE)
_ARTICLE = re.compile(r"\b(?:وال|بال|كال|فال|لل|ال)(?=\w{2,})")


def digits_western(value: str) -> str:
    """Return `value` with Arabic-Indic and Persian digits written 0-9."""
    return value.translate(_ARABIC_DIGITS)


def text_normalize(value: str) -> str:
    """Return `value` folded for comparison: no case, accents, diacritics, kashida, punctuation.

    Arabic hamza and ta-marbuta forms are unified (GLOSSARY §3.6); digits become Western.
    """
    folded = unicodedata.normalize("NFKD", value).translate(_ARABIC_DIGITS).casefold()
    decomposed = unicodedata.normalize("NFKD", folded).translate(_LATIN_LIGATURES)
    stripped = "".join(char for char in decomposed if not unicodedata.combining(char))
    unified = _ARABIC_MARKS.sub("", stripped).translate(_ARABIC_LETTERS)
    return _NOT_WORD.sub(" ", unified.replace("ء", "")).strip()


def search_normalize(value: str) -> str:
    """Return `value` normalised for search: as `text_normalize`, without the Arabic article."""
    return _ARTICLE.sub("", text_normalize(value))


def is_arabic(value: str) -> bool:
    """Return whether `value` holds at least one Arabic letter."""
    return any("\u0600" <= char <= "\u06ff" or "\u0750" <= char <= "\u077f" for char in value)
