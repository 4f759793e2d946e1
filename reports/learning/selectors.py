"""Reads of the learning reports: gains, and the answers behind an item analysis."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, F, FloatField, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.enums import Language
from courses.models import Answer, Assessment, Attempt, Enrolment, LearningGain, Question
from reports.learning.forms import GainGroup
from reports.learning.items import Choice, Item, ItemFigures, Shown, items_analyse, rest_share
from reports.learning.remarks import with_remarks
from reports.learning.statistics import Spread, spread
from reports.scope import small_groups

# An analysis reads the latest attempts up to this number: more changes no conclusion.
ATTEMPTS_MAX = 2000
Gain = tuple[Any, int, float, float]


@dataclass(frozen=True, kw_only=True)
class GainLine:
    """One group: how many people took both tests, and how their gains lie."""

    label: str
    people: int
    gain: Spread | None
    before: Spread | None
    after: Spread | None
    is_hidden: bool = False


def enrolments_filter(rows: QuerySet[Enrolment], filters: dict[str, Any]) -> QuerySet[Enrolment]:
    """Return the enrolments that the filters choose; institution and region as they were then."""
    for name in ("course", "cohort", "region"):
        if filters.get(name):
            rows = rows.filter(**{name: filters[name]})
    if filters.get("organisation"):
        rows = rows.filter(organisation__path__startswith=filters["organisation"].path)
    return rows


def gains_read(
    rows: QuerySet[Enrolment], *, group: str, language: str = ""
) -> list[tuple[str, Gain]]:
    """Return (label, (key, person, before, after)) of everybody who took both tests. One query.

    Before: the first pre-test; after: the last post-test, whose language is that of the line.
    """
    names = _group_columns(group)
    found = LearningGain.objects.filter(enrolment__in=rows)
    if language:
        found = found.filter(posttest__language=language)
    floats = {
        "before": Cast(F("pre_score"), FloatField()),
        "after": Cast(F("post_score"), FloatField()),
    }
    columns = found.order_by("pk").values_list("enrolment__user_id", *floats.values(), *names)
    return [
        (_label(group, keys), ("|".join(str(key) for key in keys), user_id, before, after))
        for user_id, before, after, *keys in columns
    ]


def _group_columns(group: str) -> tuple[str, ...]:
    def both(prefix: str) -> tuple[str, str]:
        return (f"{prefix}_fr", f"{prefix}_ar")

    columns: dict[str, tuple[str, ...]] = {
        GainGroup.COURSE: both("enrolment__course__title"),
        GainGroup.COHORT: both("enrolment__cohort__title"),
        GainGroup.ORGANISATION: both("enrolment__organisation__name"),
        GainGroup.LANGUAGE: ("posttest__language",),
    }
    return columns[group]


def _label(group: str, keys: list[Any]) -> str:
    if group == GainGroup.LANGUAGE:
        return str(Language(keys[0]).label)
    french, arabic = keys
    first, second = (arabic, french) if _is_arabic() else (french, arabic)
    if group == GainGroup.COHORT:
        return first or second or _("Without a cohort")
    return first or second or _("Not stated")


def _is_arabic() -> bool:
    return (get_language() or "fr").startswith("ar")


def gain_line(label: str, rows: Iterable[Gain]) -> GainLine:
    """Return the figures of one group."""
    found = list(rows)
    return GainLine(
        label=label,
        people=len({row[1] for row in found}),
        gain=spread([row[3] - row[2] for row in found]),
        before=spread([row[2] for row in found]),
        after=spread([row[3] for row in found]),
    )


def people_tested(rows: QuerySet[Enrolment]) -> int:
    """Return how many people took both tests. One query."""
    return LearningGain.objects.filter(enrolment__in=rows).aggregate(
        people=Count("enrolment__user", distinct=True)
    )["people"]


def gain_lines(
    found: list[tuple[str, Gain]], *, with_names: bool
) -> tuple[list[GainLine], GainLine]:
    """Return a line for each group, and the total of exactly these rows.

    Without names, small groups are hidden; with them the smallest other group where they could
    be subtracted from the total.
    """
    groups: dict[tuple[str, str], list[Gain]] = {}
    for label, row in found:
        groups.setdefault((label, row[0]), []).append(row)
    lines = [gain_line(label, rows) for (label, _key), rows in sorted(groups.items())]
    total = gain_line(_("Total"), [row for _label, row in found])
    if with_names:
        return lines, total
    hidden = small_groups([line.people for line in lines])
    lines = [
        gain_hidden(line.label) if place in hidden else line for place, line in enumerate(lines)
    ]
    return lines, gain_hidden(total.label) if 0 < total.people < settings.LMS_SMALL_GROUP else total


def gain_hidden(label: str = "") -> GainLine:
    """Return a line that says that there are too few people to show it."""
    name = label or _("Total")
    return GainLine(label=name, people=0, gain=None, before=None, after=None, is_hidden=True)


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """The item analysis of one assessment. `people`: the first attempts that it rests on."""

    people: int
    is_capped: bool
    score: Spread | None
    minutes: Spread | None
    items: list[ItemFigures]
    by_language: dict[str, int]


def assessments_analysed(rows: QuerySet[Enrolment]) -> QuerySet[Assessment]:
    """Return the assessments that somebody of these handed in."""
    taken = Attempt.objects.filter(enrolment__in=rows, score__isnull=False)
    return (
        Assessment.objects.filter(pk__in=taken.values("assessment_id"))
        .select_related("unit__course")
        .order_by("unit__course__position", "unit__position", "pk")
    )


def people_assessed(assessment: Assessment, rows: QuerySet[Enrolment]) -> int:
    """Return how many handed in a first attempt. One query."""
    return Attempt.objects.filter(
        assessment=assessment, enrolment__in=rows, number=1, score__isnull=False
    ).count()


def assessment_analyse(assessment: Assessment, rows: QuerySet[Enrolment]) -> Analysis:
    """Return how each question was answered in everybody's first attempt. Four queries.

    First attempts only: before anybody had been shown an answer. A question that was drawn and
    left out counts as wrong, as in the grade.
    """
    attempts = list(
        Attempt.objects.filter(
            assessment=assessment, enrolment__in=rows, number=1, score__isnull=False
        )
        .order_by("-submitted_at", "-pk")
        .values_list("pk", "draw", "language", "score", "started_at", "submitted_at")[
            : ATTEMPTS_MAX + 1
        ]
    )
    is_capped = len(attempts) > ATTEMPTS_MAX
    attempts = [row for row in attempts[:ATTEMPTS_MAX] if row[1]]
    shown = _shown(attempts)
    items = _items({row.question_id for row in shown})
    minutes = [
        (submitted - started).total_seconds() / 60
        for *_rest, started, submitted in attempts
        if submitted
    ]
    return Analysis(
        people=len(attempts),
        is_capped=is_capped,
        score=spread([float(row[3] or 0) for row in attempts]),
        minutes=spread(minutes),
        items=[with_remarks(figures) for figures in items_analyse(items, shown)],
        by_language={
            code: sum(1 for row in attempts if row[2] == code) for code in Language.values
        },
    )


def _shown(attempts: list[Any]) -> list[Shown]:
    answers: dict[tuple[int, int], tuple[float, str, Any]] = {}
    ids = [row[0] for row in attempts]
    rows = Answer.objects.filter(attempt_id__in=ids).annotate(
        points=Cast(F("credit"), FloatField())
    )
    for attempt_id, question_id, points, language, response in rows.values_list(
        "attempt_id", "question_id", "points", "language", "response"
    ):
        answers[attempt_id, question_id] = (points or 0.0, language, response)
    shown: list[Shown] = []
    for attempt_id, draw, language, *_rest in attempts:
        questions = [entry["question"] for entry in draw]
        given = [answers.get((attempt_id, pk), (0.0, language, None)) for pk in questions]
        points_all = [one[0] for one in given]
        shown += [
            Shown(
                question_id=pk,
                credit=one[0],
                rest=rest_share(points_all, one[0]),
                language=one[1],
                response=one[2],
            )
            for pk, one in zip(questions, given, strict=True)
        ]
    return shown


def _items(ids: set[int]) -> list[Item]:
    questions = Question.objects.filter(pk__in=ids).prefetch_related("options")
    return [
        Item(
            id=question.pk,
            code=question.code,
            kind=question.kind,
            text=question.text,
            choices=[
                Choice(
                    key=option.key,
                    text=f"{option.text} → {option.match}" if option.match else option.text,
                    is_right=option.is_correct,
                )
                for option in question.options.all()
            ],
        )
        for question in questions
    ]
