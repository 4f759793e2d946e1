"""The language of a content: stated by the package, else by its script."""

import re
from typing import Any

from core.enums import Language

TAG = re.compile(r"<[^>]*>")


def language_guess(stated: str, params: Any) -> str:
    """Return `fr` or `ar`. Many tools state `en` or nothing whatever the author wrote in."""
    if stated[:2] in Language.values:
        return stated[:2]
    arabic, latin = _letters(params)
    return Language.ARABIC if arabic > latin else Language.FRENCH


def _letters(value: Any) -> tuple[int, int]:
    """Count Arabic and Latin letters in all texts."""
    arabic = latin = 0
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            waiting += here.values()
        elif isinstance(here, list):
            waiting += here
        elif isinstance(here, str) and " " in here:  # names and paths are no text
            here = TAG.sub("", here)
            arabic += sum("\u0600" <= char <= "\u06ff" for char in here)
            latin += sum(char.isascii() and char.isalpha() for char in here)
    return arabic, latin
