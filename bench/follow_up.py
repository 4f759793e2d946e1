"""The board at 100 and 2,000 members, and reminders planned for 100,000 enrolments."""

import datetime as dt
import os
import time

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.enums import Role  # noqa: E402
from accounts.middleware import CHECKED  # noqa: E402
from accounts.models import User  # noqa: E402
from accounts.roles import role_give, roles_sync  # noqa: E402
from courses.models import (  # noqa: E402
    Cohort,
    Course,
    DueDate,
    Enrolment,
    Module,
    Unit,
    UnitCompletion,
)
from courses.progress.reminders.planner import reminders_plan  # noqa: E402

ENROLMENTS = int(os.environ.get("BENCH_ENROLMENTS", "100000"))
UNITS, DATED, REPEATS = 12, 6, 12


def course_make(code: str) -> Course:
    """A course of twelve required units."""
    course = Course.objects.create(
        code=code,
        title_fr=code,
        title_ar=code,
        live_fr=True,
        outline_version=1,
        required_units=UNITS,
    )
    module = Module.objects.create(course=course, code="m", title_fr="M", is_active=True)
    Unit.objects.bulk_create(
        Unit(
            course=course,
            module=module,
            code=f"u{number}",
            kind="lesson",
            position=number,
            title_fr=f"U {number}",
            is_active=True,
        )
        for number in range(UNITS)
    )
    return course


def people_make(prefix: str, count: int) -> list[User]:
    """People with an address."""
    return User.objects.bulk_create(
        (
            User(
                username=f"{prefix}{number}",
                email=f"{prefix}{number}@example.org",
                given_name="Banc",
                family_name=f"Essai {number}",
            )
            for number in range(count)
        ),
        batch_size=1000,
    )


def enrol(people: list[User], course: Course, cohort: Cohort | None) -> None:
    """Each of them, begun on different days; half of the dated units are done."""
    now = timezone.now()
    rows = Enrolment.objects.bulk_create(
        (
            Enrolment(
                user=user,
                course=course,
                cohort=cohort,
                required_done=number % UNITS,
                started_at=now - dt.timedelta(days=20) if number % 4 else None,
                last_activity_at=now - dt.timedelta(days=number % 20) if number % 4 else None,
            )
            for number, user in enumerate(people)
        ),
        batch_size=1000,
    )
    Enrolment.objects.filter(course=course).update(enrolled_at=now - dt.timedelta(days=20))
    if cohort is None:
        return
    units = list(course.units.order_by("position")[:DATED])
    day = timezone.localdate() + dt.timedelta(days=2)
    DueDate.objects.bulk_create(
        DueDate(cohort=cohort, unit=unit, basis="date", day=day) for unit in units
    )
    UnitCompletion.objects.bulk_create(
        (
            UnitCompletion(
                enrolment=row, unit=unit, completed_at=now, language="fr", source="learner"
            )
            for number, row in enumerate(rows)
            if number % 4
            for unit in units[: number % (DATED + 1)]
        ),
        batch_size=1000,
    )


def board(size: int, trainer: User) -> None:
    """The first page of the board of a cohort of so many members, rendered."""
    course = course_make(f"bench-board-{size}")
    cohort = Cohort.objects.create(
        code=f"bench-{size}", course=course, title_fr="Banc", title_ar="اختبار"
    )
    cohort.trainers.add(trainer)
    enrol(people_make(f"board{size}-", size), course, cohort)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(trainer)
    session = client.session
    session[CHECKED] = True
    session.save()
    path = f"/fr/follow-up/bench-{size}/?sort=need"
    client.get(path)
    times = []
    for _number in range(REPEATS):
        start = time.perf_counter()
        response = client.get(path)
        times.append(time.perf_counter() - start)
        assert response.status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    times.sort()
    print(
        f"board of {size} members: {len(queries)} queries, "
        f"p50 {times[len(times) // 2] * 1000:.0f} ms, p95 {times[-1] * 1000:.0f} ms"
    )


def reminders() -> None:
    """What a dry run costs."""
    course = course_make("bench-reminders")
    cohort = Cohort.objects.create(
        code="bench-reminders", course=course, title_fr="Banc", title_ar="اختبار"
    )
    people = people_make("plan-", ENROLMENTS)
    # A tenth of them in a cohort with dates, the others on their own.
    enrol(people[: ENROLMENTS // 10], course, cohort)
    enrol(people[ENROLMENTS // 10 :], course_make("bench-alone"), None)
    connection.force_debug_cursor = False
    due = chunks = 0
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        for planned in reminders_plan(now=timezone.now()):
            chunks += 1
            due += len(planned)
    seconds = time.perf_counter() - start
    print(
        f"reminders planned for {ENROLMENTS} enrolments: {seconds:.1f} s, {due} due, "
        f"{len(queries)} queries in {chunks} chunks"
    )


roles_sync()
follower = User.objects.create_user("bench-trainer", email="bench-trainer@example.org")
role_give(user=follower, role=Role.TRAINER)
for members in (100, 2000):
    board(members, follower)
reminders()
