"""Figures of the reports, as readers of both languages write them."""

from django import template

from courses.api import QuestionKind
from reports.learning.remarks import TESTS, p_words
from reports.learning.statistics import Comparison

register = template.Library()


@register.filter
def decimals(value: float | None, places: int = 1) -> str:
    """A number with a decimal comma; empty for None."""
    return "" if value is None else f"{value:.{places}f}".replace(".", ",")


@register.filter
def points(value: float | None, sign: str = "") -> str:
    """Points of per cent with one decimal; with a sign where `sign` is "+"."""
    return "" if value is None else f"{value:{sign}.1f}".replace(".", ",").replace("-", "−")


@register.filter
def share(value: float | None) -> str:
    """A share between 0 and 1 as whole per cent."""
    return "–" if value is None else f"{round(value * 100)}\u00a0%"


@register.filter
def tested(comparison: Comparison) -> str:
    """Which test, and its p."""
    return f"{TESTS[comparison.test]}, p {p_words(comparison.p)}"


@register.filter
def question_kind(code: str) -> str:
    """The kind of a question in words."""
    return str(QuestionKind(code).label)
