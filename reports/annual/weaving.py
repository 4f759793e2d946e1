"""Sentences with figures in them: translated as text, taken apart again so that figures link."""

import re
from dataclasses import dataclass

from core.dates import number_format_spaced

# Private characters around the number of a figure: no translation contains them.
_OPEN, _CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
HIDDEN = "•"
# Which plural goes with a figure that is hidden: many.
_HIDDEN_COUNT = 100


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of a sentence; a figure where `is_figure`, with the address of its rows if any."""

    text: str
    is_figure: bool = False
    value: int | None = None
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence in one language."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def figures(self) -> tuple[int | None, ...]:
        """The figures in the order of the sentence; None for a hidden one."""
        return tuple(part.value for part in self.parts if part.is_figure)


class Loom:
    """Stands figures into text as tokens, and takes the translated text apart again."""

    def __init__(self) -> None:
        self._figures: list[Part] = []

    def figure(self, value: int | None, url: str = "") -> str:
        """Return the token of a figure, to be put where the translation wants it."""
        text = HIDDEN if value is None else number_format_spaced(value)
        self._figures.append(Part(text=text, is_figure=True, value=value, url=url))
        return f"{_OPEN}{len(self._figures) - 1}{_CLOSE}"

    def sentence(self, text: str) -> Sentence:
        """Return a text with tokens as a sentence."""
        parts: list[Part] = []
        for place, piece in enumerate(_TOKEN.split(text)):
            if place % 2:
                parts.append(self._figures[int(piece)])
            elif piece:
                parts.append(Part(text=piece))
        return Sentence(parts=tuple(parts))


def plural_of(value: int | None) -> int:
    """Return the number that decides the plural."""
    return _HIDDEN_COUNT if value is None else value
