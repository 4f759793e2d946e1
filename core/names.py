"""Comparing people's names across scripts and spellings: محمد, Mohamed, Mohammed, Med."""

import re

from core.text import is_arabic, search_normalize, text_normalize

# Written short in lists.
_SHORT = {
    "med": "mohamed",
    "mohd": "mohamed",
    "md": "mohamed",
    "fatim": "fatima",
    "fz": "fatima zahra",
}
_ARABIC = str.maketrans(
    {
        "ا": "", "و": "", "ي": "", "ع": "", "ه": "h", "ح": "h", "خ": "x", "ش": "c", "ج": "j",
        "غ": "g", "ق": "k", "ك": "k", "ص": "s", "س": "s", "ط": "t", "ت": "t", "ث": "t", "ض": "d",
        "د": "d", "ذ": "d", "ظ": "d", "ز": "z", "ن": "n", "ل": "l", "م": "m", "ر": "r", "ب": "b",
        "ف": "f", "پ": "b", "ڤ": "f",
    }
)  # fmt: skip
_LATIN = (
    ("kh", "x"), ("ch", "C"), ("sh", "C"), ("dj", "j"), ("gh", "g"), ("ph", "f"), ("th", "t"),
    ("dh", "d"), ("q", "k"), ("c", "k"), ("v", "f"), ("p", "b"), ("C", "c"),
)  # fmt: skip
_SILENT = re.compile(r"[aeiouyw]")
_FINAL_H = re.compile(r"h$")
_DOUBLED = re.compile(r"(.)\1+")
_ARTICLE = re.compile(r"^(?:el|al)(?=[^aeiou]\w{3,})")
_ABDEL = re.compile(r"^abde?l")
# Written as one word or two.
_JOINED = {"abd", "abdel", "ben", "ait", "عبد", "بن", "ايت"}
# Particles that one list writes and another leaves out or joins.
_PARTICLES = {"el", "al", "ال"}


def name_fold(*parts: str) -> str:
    """Return a full name for exact comparison: folded words, in alphabetical order."""
    words = [word for part in parts for word in text_normalize(part).split()]
    return " ".join(sorted(word for word in words if word not in _PARTICLES))


def name_key(*parts: str) -> str:
    """Return the skeleton of a full name: the same for the spellings of one name in both scripts.

    Equal skeletons mean "perhaps the same name", never more.
    """
    words: list[str] = []
    for part in parts:
        folded = search_normalize(part) if is_arabic(part) else text_normalize(part)
        for word in folded.split():
            words += _SHORT.get(word, word).split()
    joined: list[str] = []
    prefix = ""
    for word in words:
        if word in _JOINED:
            prefix += word
        elif word not in _PARTICLES:
            joined.append(prefix + word)
            prefix = ""
    keys = [_word_key(word) for word in [*joined, prefix] if word]
    return " ".join(sorted(key for key in keys if key))


def _word_key(word: str) -> str:
    if is_arabic(word):
        # A final ta marbuta is folded to ha, which the Latin spelling leaves out.
        return _DOUBLED.sub(r"\1", re.sub("ه$", "", word).translate(_ARABIC))
    key = _FINAL_H.sub("", _ABDEL.sub("abd", _ARTICLE.sub("", word)))
    for old, new in _LATIN:
        key = key.replace(old, new)
    return _DOUBLED.sub(r"\1", _SILENT.sub("", key))
