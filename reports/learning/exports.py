"""The learning reports as files: the same figures, real numbers."""

from typing import Any

from django.utils.translation import gettext as _

from core.sheets import Sheet
from reports.learning.remarks import ANSWERS_MIN, TESTS
from reports.learning.selectors import Analysis, GainLine


def _rounded(value: float | None, digits: int = 2) -> float | None:
    return None if value is None else round(value, digits)


def gain_sheet(lines: list[GainLine], total: GainLine, heading: str) -> Sheet:
    """Return the gains, one line for each group, then the total."""
    columns = [
        heading,
        _("People with both tests"),
        _("Before, mean (%)"),
        _("After, mean (%)"),
        _("Gain, mean (points)"),
        _("Gain, first quartile"),
        _("Gain, median"),
        _("Gain, third quartile"),
    ]
    return Sheet(
        title=_("Learning gain"),
        columns=columns,
        rows=[_gain_values(line) for line in [*lines, total]],
    )


def _gain_values(line: GainLine) -> list[Any]:
    if line.gain is None or line.before is None or line.after is None:
        return [line.label, _("fewer than 5") if line.is_hidden else 0, *[None] * 6]
    return [
        line.label,
        line.people,
        _rounded(line.before.mean),
        _rounded(line.after.mean),
        _rounded(line.gain.mean),
        _rounded(line.gain.q1),
        _rounded(line.gain.median),
        _rounded(line.gain.q3),
    ]


def items_sheet(analysis: Analysis) -> Sheet:
    """Return one line for each question."""
    columns = [
        _("Code"),
        _("Question"),
        _("Shown to"),
        _("Left out"),
        _("Success (%)"),
        _("Discrimination"),
        _("Shown in French"),
        _("Success in French (%)"),
        _("Shown in Arabic"),
        _("Success in Arabic (%)"),
        _("Test"),
        "p",
        _("Remarks"),
    ]
    rows = []
    for one in analysis.items:
        french, arabic = one.languages
        enough = one.n >= ANSWERS_MIN
        rows.append(
            [
                one.item.code,
                one.item.text,
                one.n,
                one.omitted,
                _rounded(one.difficulty * 100, 1),
                _rounded(one.discrimination) if enough else None,
                french.n,
                _percent(french.difficulty),
                arabic.n,
                _percent(arabic.difficulty),
                str(TESTS[one.comparison.test]) if one.comparison else "",
                _rounded(one.comparison.p, 4) if one.comparison else None,
                " ".join(remark.text for remark in one.remarks),
            ]
        )
    return Sheet(title=_("Questions"), columns=columns, rows=rows)


def options_sheet(analysis: Analysis) -> Sheet:
    """Return one line for each option of each question."""
    columns = [_("Code"), _("Question"), _("Option"), _("Right answer"), _("Chosen"), "%"]
    rows = [
        [
            one.item.code,
            one.item.text,
            drawn.text,
            _("yes") if drawn.is_right else _("no"),
            drawn.count,
            _percent(drawn.share),
        ]
        for one in analysis.items
        for drawn in one.drawn
    ]
    return Sheet(title=_("Options"), columns=columns, rows=rows)


def _percent(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 1)
