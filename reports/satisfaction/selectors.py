"""Reads of the report on satisfaction. Nobody is shown a group of fewer than five answers."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.dates import MONTHS
from core.enums import Language
from courses.api import (
    SURVEY_GROUP_MIN,
    OfferState,
    SurveyKind,
    choice_labels,
    question_text,
)
from courses.models import Enrolment, SurveyAnswer, SurveyOffer, SurveyResponse, SurveyVersion
from reports.satisfaction.forms import SatisfactionGroup
from reports.scope import is_exposed, small_groups

COMMENTS_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class Rate:
    """How many were asked, and what became of it."""

    offered: int
    answered: int
    declined: int

    @property
    def percent(self) -> int | None:
        """Share of those asked who answered."""
        return round(100 * self.answered / self.offered) if self.offered else None


@dataclass(frozen=True, kw_only=True)
class GroupLine:
    """One course, cohort, language or month: answers, and the mean of all its ratings."""

    label: str
    responses: int
    mean: float | None
    is_hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One step or choice of a question."""

    label: str
    count: int
    share: float


@dataclass(kw_only=True)
class QuestionLine:
    """One question with its distribution, or its comments. Hidden below five answers."""

    kind: str
    text: str
    answered: int
    mean: float | None = None
    bars: list[Bar] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def is_hidden(self) -> bool:
        """Whether too few answered it to show how."""
        return self.answered < SURVEY_GROUP_MIN


def responses_filter(
    rows: QuerySet[SurveyResponse], filters: dict[str, Any]
) -> QuerySet[SurveyResponse]:
    """Return the answers that the filters choose; a period is of whole months."""
    for name in ("course", "cohort", "language"):
        if filters.get(name):
            rows = rows.filter(**{name: filters[name]})
    if filters.get("since"):
        rows = rows.filter(month__gte=filters["since"].replace(day=1))
    if filters.get("until"):
        rows = rows.filter(month__lte=filters["until"])
    return rows


def is_exposing(rows: QuerySet[SurveyResponse], filters: dict[str, Any]) -> bool:
    """Return whether a choice tells about fewer than five: it, or what one filter leaves out.

    One query, and one for each filter that is set.
    """
    count = responses_filter(rows, filters).count()
    for name in ("course", "cohort", "language", "since", "until"):
        if filters.get(name):
            wider = responses_filter(rows, {**filters, name: None}).count()
            if is_exposed(count, wider):
                return True
    return is_exposed(count, count)


def rate_get(enrolments: QuerySet[Enrolment], filters: dict[str, Any]) -> Rate:
    """Return the response rate of a course and cohort; language and period are not known of it."""
    for name in ("course", "cohort"):
        if filters.get(name):
            enrolments = enrolments.filter(**{name: filters[name]})
    offers = SurveyOffer.objects.filter(enrolment__in=enrolments)
    counts: Any = offers.aggregate(
        offered=Count("pk"),
        answered=Count("pk", filter=Q(state=OfferState.ANSWERED)),
        declined=Count("pk", filter=Q(state=OfferState.DECLINED)),
    )
    return Rate(**counts)


def group_lines(rows: QuerySet[SurveyResponse], group: str) -> list[GroupLine]:
    """Return a line for each group, small ones hidden for everybody. Two queries."""
    names: dict[str, tuple[str, ...]] = {
        SatisfactionGroup.COURSE: ("course__title_fr", "course__title_ar"),
        SatisfactionGroup.COHORT: ("cohort__title_fr", "cohort__title_ar"),
        SatisfactionGroup.LANGUAGE: ("language",),
        SatisfactionGroup.MONTH: ("month",),
    }
    keys = names[group]
    counted = rows.order_by().values_list(*keys).annotate(count=Count("pk")).order_by(*keys)
    found = [(row[:-1], row[-1]) for row in counted]
    rated = SurveyAnswer.objects.filter(response__in=rows).filter(_ratings(rows))
    means = {
        row[:-1]: row[-1]
        for row in rated.order_by()
        .values_list(*(f"response__{key}" for key in keys))
        .annotate(mean=Avg("value"))
    }
    hidden = small_groups([count for _key, count in found], SURVEY_GROUP_MIN)
    return [
        GroupLine(label=_label(group, key), responses=0, mean=None, is_hidden=True)
        if place in hidden
        else GroupLine(label=_label(group, key), responses=count, mean=means.get(key))
        for place, (key, count) in enumerate(found)
    ]


def _ratings(rows: QuerySet[SurveyResponse]) -> Q:
    """The answers to questions of ratings, in whichever version."""
    condition = Q(pk__in=[])
    for version in _versions(rows):
        keys = [one["key"] for one in version.questions if one["kind"] == SurveyKind.RATING]
        condition |= Q(response__version=version, question__in=keys)
    return condition


def _versions(rows: QuerySet[SurveyResponse]) -> list[SurveyVersion]:
    ids = rows.order_by().values("version_id")
    return list(SurveyVersion.objects.filter(pk__in=ids).order_by("survey_id", "-number"))


def _label(group: str, key: tuple[Any, ...]) -> str:
    code = (get_language() or "fr")[:2]
    if group == SatisfactionGroup.LANGUAGE:
        return str(Language(key[0]).label)
    if group == SatisfactionGroup.MONTH:
        return f"{MONTHS[code][key[0].month - 1]} {key[0].year}"
    french, arabic = key
    first, second = (arabic, french) if code == "ar" else (french, arabic)
    return first or second or _("Without a cohort")


def question_lines(rows: QuerySet[SurveyResponse]) -> list[QuestionLine]:
    """Return how each question was answered, in the order of the latest version. Three queries.

    Versions in which a question reads the same are added up; changed words stand apart.
    """
    versions = _versions(rows)
    answers = SurveyAnswer.objects.filter(response__in=rows)
    counts: dict[tuple[int, str], list[tuple[int, int]]] = {}
    numbers = (
        answers.exclude(value=None)
        .order_by()
        .values_list("response__version_id", "question", "value")
    )
    for version_id, key, value, count in numbers.annotate(count=Count("pk")):
        counts.setdefault((version_id, key), []).append((value, count))
    texts: dict[tuple[int, str], list[str]] = {}
    written = (
        answers.exclude(text="")
        .order_by("response_id")
        .values_list("response__version_id", "question", "text")
    )
    for version_id, key, text in written:
        texts.setdefault((version_id, key), []).append(text)
    same: dict[str, tuple[dict[str, Any], list[tuple[int, str]]]] = {}
    for version in versions:
        for question in version.questions:
            stated = json.dumps(question, sort_keys=True)
            same.setdefault(stated, (question, []))[1].append((version.pk, question["key"]))
    return [_line(question, places, counts, texts) for question, places in same.values()]


def _line(
    question: dict[str, Any],
    places: Iterable[tuple[int, str]],
    counts: dict[tuple[int, str], list[tuple[int, int]]],
    texts: dict[tuple[int, str], list[str]],
) -> QuestionLine:
    if question["kind"] == SurveyKind.TEXT:
        comments = [text for place in places for text in texts.get(place, [])]
        line = QuestionLine(
            kind=question["kind"], text=question_text(question), answered=len(comments)
        )
        # In an order that says nothing: that of the words.
        line.comments = [] if line.is_hidden else sorted(comments)
        return line
    totals: dict[int, int] = {}
    for place in places:
        for value, count in counts.get(place, []):
            totals[value] = totals.get(value, 0) + count
    answered = sum(totals.values())
    line = QuestionLine(kind=question["kind"], text=question_text(question), answered=answered)
    if line.is_hidden:
        return line
    line.bars = [
        Bar(label=label, count=totals.get(value, 0), share=totals.get(value, 0) / answered)
        for value, label in choice_labels(question)
    ]
    if question["kind"] == SurveyKind.RATING:
        line.mean = sum(value * count for value, count in totals.items()) / answered
    return line
