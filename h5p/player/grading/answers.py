"""What one play came to, question by question."""

import html
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.html import strip_tags

MAX_TEXT = 2_000
SPACES = re.compile(r"\s+")


def plain(text: Any) -> str:
    """Return the words of an HTML text, shortened."""
    words = SPACES.sub(" ", html.unescape(strip_tags(str(text or "")))).strip()
    return words if len(words) <= MAX_TEXT else words[: MAX_TEXT - 1] + "…"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of an answer: a chosen option, one blank, one pair. `right` None: not judged.

    `key` is the same in every language (an option's number, a blank's number with its text).
    """

    key: str
    text: str
    right: bool | None

    def as_json(self) -> dict[str, Any]:
        """As the answer's row keeps it."""
        return {"key": self.key, "text": self.text, "right": self.right}


@dataclass(frozen=True, kw_only=True)
class Grade:
    """What a grader says of one response."""

    score: Decimal
    maximum: Decimal
    question: str
    parts: tuple[Part, ...] = ()
    right_text: str = ""
    interaction: str = ""

    @property
    def is_right(self) -> bool | None:
        """Whether all points were reached; None where there were none to reach."""
        return self.score >= self.maximum if self.maximum else None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One question of a play. `is_corrected`: the browser said otherwise."""

    position: str
    sub_content_id: str
    library: str
    interaction: str
    question: str
    response: str
    parts: tuple[Part, ...]
    right_text: str
    score: Decimal | None
    maximum: Decimal | None
    is_right: bool | None
    is_corrected: bool = False
    seconds: Decimal | None = None

    @property
    def response_text(self) -> str:
        """The answer in words."""
        return " · ".join(part.text for part in self.parts) or plain(self.response)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One finished play. `is_verified`: counted here; `is_corrected`: the browser differed."""

    score: Decimal | None
    maximum: Decimal | None
    is_verified: bool
    is_corrected: bool
    reported_score: Decimal | None
    reported_maximum: Decimal | None
    success: bool | None
    seconds: Decimal | None
    answers: tuple[Answer, ...] = field(default=())

    @property
    def scaled(self) -> Decimal | None:
        """Share of the maximum, 0 to 1; None for what has no score."""
        if self.score is None or not self.maximum:
            return None
        return min(max(self.score / self.maximum, Decimal(0)), Decimal(1))
