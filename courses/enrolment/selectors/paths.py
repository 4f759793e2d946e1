"""Reads about learning paths."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from core.exceptions import NotFoundError
from courses.catalogue.models import Course, Programme
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.models import Enrolment, EnrolmentPolicy, ProgrammeEnrolment
from courses.enrolment.selectors.policy import courses_of


@dataclass(frozen=True, kw_only=True)
class PathStep:
    """One course of a path as one person sees it. `state`: done, current, open or locked."""

    course: Course
    enrolment: Enrolment | None
    state: str


@dataclass(frozen=True, kw_only=True)
class Path:
    """A programme with its courses in order, for one person (or for nobody)."""

    programme: Programme
    enrolment: ProgrammeEnrolment | None
    steps: list[PathStep]
    is_in_order: bool

    @property
    def minutes(self) -> int:
        """Nominal minutes of all its courses."""
        return sum(step.course.minutes for step in self.steps)

    @property
    def done(self) -> int:
        """Courses completed."""
        return sum(1 for step in self.steps if step.state == "done")

    @property
    def percent(self) -> int:
        """Whole percentage of courses completed."""
        return self.done * 100 // len(self.steps) if self.steps else 0

    @property
    def current(self) -> PathStep | None:
        """Where to go on."""
        return next((step for step in self.steps if step.state == "current"), None)


def programme_get(code: str) -> Programme:
    """Return the programme of this code. Raises NotFoundError when it has no published course."""
    programme = Programme.objects.filter(code=code).first()
    if programme is None or not courses_of(programme):
        raise NotFoundError
    return programme


def path_find(*, user: User, programme: Programme) -> ProgrammeEnrolment | None:
    """Return the person's enrolment in the programme, withdrawn ones excluded."""
    rows = ProgrammeEnrolment.objects.filter(user=user, programme=programme)
    return rows.exclude(status=EnrolmentStatus.WITHDRAWN).first()


def path_get(*, programme: Programme, user: User | None) -> Path:
    """Return the path as the person sees it. Four queries, two for nobody."""
    enrolment = path_find(user=user, programme=programme) if user else None
    return _paths_build([(programme, enrolment)], user)[0]


def paths_of(user: User) -> list[Path]:
    """Return the paths that the person follows, latest first. One query, four with paths."""
    rows = (
        ProgrammeEnrolment.objects.filter(user=user)
        .exclude(status=EnrolmentStatus.WITHDRAWN)
        .select_related("programme")
    )
    followed = [(row.programme, row) for row in rows]
    return _paths_build(followed, user) if followed else []


def courses_of_paths(
    rows: Sequence[ProgrammeEnrolment],
) -> dict[int, list[tuple[Course, Enrolment | None]]]:
    """Return for each path its published courses in order, with the person's. Two queries."""
    courses: dict[int, list[Course]] = {}
    published = Course.objects.filter(Q(live_fr=True) | Q(live_ar=True))
    programmes = {row.programme_id for row in rows}
    for course in published.filter(programme__in=programmes).order_by("position", "pk"):
        courses.setdefault(course.programme_id or 0, []).append(course)
    taken = {
        (row.user_id, row.course_id): row
        for row in Enrolment.objects.filter(
            user__in={row.user_id for row in rows}, course__programme__in=programmes
        )
    }
    return {
        row.pk: [
            (course, taken.get((row.user_id, course.pk)))
            for course in courses.get(row.programme_id, [])
        ]
        for row in rows
    }


def _paths_build(
    followed: Sequence[tuple[Programme, ProgrammeEnrolment | None]], user: User | None
) -> list[Path]:
    """Read courses, rules and enrolments of all the programmes at once."""
    programmes = [programme for programme, _row in followed]
    courses: dict[int, list[Course]] = {}
    published = Course.objects.filter(Q(live_fr=True) | Q(live_ar=True))
    for course in published.filter(programme__in=programmes).order_by("position", "pk"):
        courses.setdefault(course.programme_id or 0, []).append(course)
    ordered = set(
        EnrolmentPolicy.objects.filter(programme__in=programmes, is_in_order=True).values_list(
            "programme_id", flat=True
        )
    )
    taken: dict[int, Enrolment] = {}
    if user is not None:
        rows = Enrolment.objects.filter(user=user, course__programme__in=programmes)
        rows = rows.exclude(status=EnrolmentStatus.WITHDRAWN)
        taken = {row.course_id: row for row in rows}
    return [
        Path(
            programme=programme,
            enrolment=row,
            steps=_steps(courses.get(programme.pk, []), taken, is_in_order=programme.pk in ordered),
            is_in_order=programme.pk in ordered,
        )
        for programme, row in followed
    ]


def _steps(
    courses: list[Course], taken: dict[int, Enrolment], *, is_in_order: bool
) -> list[PathStep]:
    steps = []
    is_found = is_blocked = False
    for course in courses:
        row = taken.get(course.pk)
        if row is not None and row.is_completed:
            state = "done"
        elif row is not None and not is_found:
            state, is_found = "current", True
        elif is_blocked and row is None:
            state = "locked"
        else:
            state = "open"
        is_blocked = is_blocked or (is_in_order and state != "done")
        steps.append(PathStep(course=course, enrolment=row, state=state))
    return steps
