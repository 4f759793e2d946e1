"""Satisfaction as a file: lines, distributions, comments. Never one person's sheet."""

from django.utils.translation import gettext as _

from core.sheets import Sheet
from reports.satisfaction.selectors import GroupLine, QuestionLine


def lines_sheet(lines: list[GroupLine], heading: str) -> Sheet:
    """Return one line for each group."""
    return Sheet(
        title=_("Satisfaction"),
        columns=[heading, _("Answers shown"), _("Mean of the ratings (1 to 5)")],
        rows=[
            [
                line.label,
                _("fewer than 5") if line.is_hidden else line.responses,
                None if line.mean is None else round(line.mean, 2),
            ]
            for line in lines
        ],
    )


def questions_sheet(questions: list[QuestionLine]) -> Sheet:
    """Return one line for each step or choice."""
    return Sheet(
        title=_("Questions"),
        columns=[_("Question"), _("Answer"), _("How often"), "%", _("Mean")],
        rows=[
            [
                one.text,
                bar.label,
                bar.count,
                round(bar.share * 100, 1),
                None if one.mean is None else round(one.mean, 2),
            ]
            for one in questions
            for bar in one.bars
        ],
    )


def comments_sheet(questions: list[QuestionLine]) -> Sheet:
    """Return the comments that may be shown."""
    return Sheet(
        title=_("Comments"),
        columns=[_("Question"), _("Comment")],
        rows=[[one.text, comment] for one in questions for comment in one.comments],
    )
