"""What is said in plain words of a weak question. Thresholds and sources: see the guide.

Difficulty and discrimination after Ebel & Frisbie (1991), chapter 13: a question that nearly
everybody or hardly anybody gets right tells nobody apart; one with a negative discrimination works
against the test.
"""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.learning.items import ItemFigures

ANSWERS_MIN = 10
DISCRIMINATION_MIN = 20
LANGUAGE_MIN = 10
EASY, HARD = 0.95, 0.25
DISCRIMINATION_WEAK = 0.15
# A difference between the languages is flagged when it is both large and hardly chance.
LANGUAGE_GAP, LANGUAGE_P = 0.15, 0.01
MARKED_KINDS = frozenset({"single", "true_false"})
TESTS = {"z": gettext_lazy("two-proportion z test"), "fisher": gettext_lazy("Fisher's exact test")}


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One remark: a stable code, the words, and whether it asks for an author."""

    code: str
    text: str
    is_serious: bool = True


def with_remarks(figures: ItemFigures) -> ItemFigures:
    """Return the figures with what is to be said of the question."""
    if figures.n < ANSWERS_MIN:
        text = _("Too few to say anything: fewer than %(number)s people saw this question.") % {
            "number": ANSWERS_MIN
        }
        return replace(figures, remarks=[Remark(code="too_few", text=text, is_serious=False)])
    found = [*_difficulty(figures), *_discrimination(figures), *_options(figures)]
    return replace(figures, remarks=[*found, *_language(figures)])


def _difficulty(figures: ItemFigures) -> list[Remark]:
    if figures.difficulty >= EASY:
        text = _("Very easy: nearly everybody gets it right. It tells nobody apart.")
        return [Remark(code="too_easy", text=text, is_serious=False)]
    if figures.difficulty <= HARD:
        text = _("Very hard: hardly anybody gets it right. Is it clear, and is it taught?")
        return [Remark(code="too_hard", text=text)]
    return []


def _discrimination(figures: ItemFigures) -> list[Remark]:
    value = figures.discrimination
    if value is None or figures.n < DISCRIMINATION_MIN:
        return []
    if value < 0:
        text = _(
            "Those who do well in the other questions fail this one more often. Check which answer "
            "is marked as right."
        )
        return [Remark(code="negative", text=text)]
    if value < DISCRIMINATION_WEAK and HARD < figures.difficulty < EASY:
        text = _("It hardly tells those who know from those who do not.")
        return [Remark(code="weak", text=text, is_serious=False)]
    return []


def _options(figures: ItemFigures) -> list[Remark]:
    if figures.item.kind not in MARKED_KINDS:
        return []
    right = max((one.count or 0 for one in figures.drawn if one.is_right), default=0)
    above = [one for one in figures.drawn if not one.is_right and (one.count or 0) > right]
    unused = [one for one in figures.drawn if not one.is_right and not one.count]
    found = [
        Remark(
            code="distractor",
            text=_("More people choose “%(option)s” than the right answer.") % {"option": one.text},
        )
        for one in above
    ]
    if unused and figures.n >= DISCRIMINATION_MIN:
        text = _("Nobody chooses “%(option)s”: it deceives nobody.") % {
            "option": " · ".join(one.text for one in unused)
        }
        found.append(Remark(code="unused", text=text, is_serious=False))
    return found


def _language(figures: ItemFigures) -> list[Remark]:
    if not language_differs(figures) or figures.comparison is None:
        return []
    easier_in_french = (figures.difference or 0) > 0
    words = (
        _("Right far less often in Arabic than in French (%(test)s, p %(p)s). Read both texts.")
        if easier_in_french
        else _(
            "Right far less often in French than in Arabic (%(test)s, p %(p)s). Read both texts."
        )
    )
    values = {"test": TESTS[figures.comparison.test], "p": p_words(figures.comparison.p)}
    return [Remark(code="language", text=words % values)]


def language_differs(figures: ItemFigures) -> bool:
    """Return whether the difference between the languages is large and hardly chance."""
    difference, comparison = figures.difference, figures.comparison
    if difference is None or comparison is None:
        return False
    if min(one.n for one in figures.languages) < LANGUAGE_MIN:
        return False
    return abs(difference) >= LANGUAGE_GAP and comparison.p < LANGUAGE_P


def p_words(p: float) -> str:
    """Return how p compares, for readers: « = 0,012 », « < 0,001 »."""
    return "< 0,001" if p < 0.001 else f"= {p:.3f}".replace(".", ",")  # noqa: PLR2004
