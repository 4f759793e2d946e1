"""How far those who enrolled in a course in a period came, and where they stopped."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import (
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate
from core.fields import Localized
from courses.models import Attempt, Course, Enrolment
from reports.figures.reader import Reader

STOPS_MAX = 12
STEPS: dict[str, Any] = {
    "enrolled": _("Enrolled"),
    "started": _("Began"),
    "half": _("Half of the required units"),
    "tried": _("Tried an assessment"),
    "passed": _("Passed an assessment"),
    "completed": _("Completed"),
    "certified": _("Certified"),
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step and how many came there; None: too small for the reader."""

    code: str
    label: Any
    count: int | None
    percent: int | None


@dataclass(frozen=True, kw_only=True)
class Stop:
    """The unit where people who began and did not finish were last, and how many."""

    title: str
    count: int | None


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """The steps of one course. `median` is the time from beginning to completion."""

    course: Course
    steps: tuple[Step, ...]
    stops: tuple[Stop, ...]
    median: dt.timedelta | None

    @property
    def days(self) -> int | None:
        """The median in whole days begun."""
        return None if self.median is None else max(1, -(-self.median // dt.timedelta(days=1)))


def funnel_get(reader: Reader, *, course: Course, since: dt.date, until: dt.date) -> Funnel:
    """Return the funnel of those enrolled on these days (Morocco's); at most five queries."""
    rows = _enrolments(reader, course, since, until)
    counts = _counts(rows, course)
    shown = _guarded(counts) if not reader.sees_names else dict(counts)
    whole = counts["enrolled"]
    steps = tuple(
        Step(
            code=code,
            label=label,
            count=shown[code],
            percent=round(counts[code] * 100 / whole) if shown[code] and whole else None,
        )
        for code, label in STEPS.items()
    )
    return Funnel(
        course=course, steps=steps, stops=_stops(reader, rows), median=_median(reader, rows)
    )


def _enrolments(
    reader: Reader, course: Course, since: dt.date, until: dt.date
) -> QuerySet[Enrolment]:
    start = timezone.make_aware(dt.datetime.combine(since, dt.time.min))
    end = timezone.make_aware(dt.datetime.combine(until, dt.time.min)) + dt.timedelta(days=1)
    rows = Enrolment.objects.filter(course=course, enrolled_at__gte=start, enrolled_at__lt=end)
    # Enrolments bear the institution of the time, as facts do.
    return rows.filter(reader.scope).order_by()


def _counts(rows: QuerySet[Enrolment], course: Course) -> dict[str, int]:
    tries = Attempt.objects.filter(enrolment=OuterRef("pk"), assessment__purpose="graded")
    certificates = Certificate.objects.filter(enrolment=OuterRef("pk"), status="valid")
    half = (course.required_units + 1) // 2
    marked: Any = rows.annotate(
        is_tried=Exists(tries),
        is_passed=Exists(tries.filter(passed=True)),
        is_certified=Exists(certificates),
    )
    found: dict[str, int] = marked.aggregate(
        enrolled=Count("pk"),
        started=Count("pk", filter=Q(started_at__isnull=False)),
        half=Count("pk", filter=Q(required_done__gte=max(half, 1))),
        tried=Count("pk", filter=Q(is_tried=True)),
        passed=Count("pk", filter=Q(is_passed=True)),
        completed=Count("pk", filter=Q(status="completed")),
        certified=Count("pk", filter=Q(is_certified=True)),
    )
    return found


def _guarded(counts: dict[str, int]) -> dict[str, int | None]:
    """Hide a step that is small, or whose difference to one shown is."""
    shown: dict[str, int | None] = {}
    for code in STEPS:
        count = counts[code]
        others = [one for one in shown.values() if one is not None]
        gaps = [count, *(abs(count - one) for one in others)]
        is_open = not any(0 < gap < settings.LMS_SMALL_GROUP for gap in gaps)
        shown[code] = count if is_open else None
    return shown


def _stops(reader: Reader, rows: QuerySet[Enrolment]) -> tuple[Stop, ...]:
    open_rows = rows.filter(started_at__isnull=False).exclude(status="completed")
    found = (
        open_rows.values("last_unit__title_fr", "last_unit__title_ar", "last_unit__position")
        .annotate(count=Count("pk"))
        .order_by("-count", "last_unit__position")[:STOPS_MAX]
    )
    stops = []
    for line in found:
        titles = _Titles(line["last_unit__title_fr"] or "", line["last_unit__title_ar"] or "")
        is_small = not reader.sees_names and line["count"] < settings.LMS_SMALL_GROUP
        if titles.title and not is_small:
            stops.append(Stop(title=titles.title, count=line["count"]))
    return tuple(stops)


class _Titles:
    """Two titles read like a row's."""

    title = Localized("title")

    def __init__(self, title_fr: str, title_ar: str) -> None:
        self.title_fr, self.title_ar = title_fr, title_ar


def _median(reader: Reader, rows: QuerySet[Enrolment]) -> dt.timedelta | None:
    """The middle one of the times; none for a group too small for the reader."""
    took = ExpressionWrapper(F("completed_at") - F("started_at"), output_field=DurationField())
    done: Any = rows.filter(status="completed", started_at__isnull=False).annotate(took=took)
    count = done.count()
    if not count or (not reader.sees_names and count < settings.LMS_SMALL_GROUP):
        return None
    middle = done.order_by("took").values_list("took", flat=True)[count // 2]
    return middle if isinstance(middle, dt.timedelta) else None
