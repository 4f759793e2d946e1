"""Whatever two accounts hold: after the merge nothing is lost, and no constraint is broken."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.enums import Role
from accounts.merge.rules import How, relations_to, rules_all
from accounts.merge.services import accounts_merge
from accounts.models import Membership, User
from certificates.models import Certificate
from certificates.services import certificates_evaluate
from courses.models import (
    Attempt,
    Attendance,
    AttendanceMark,
    Enrolment,
    Registration,
    ReminderLog,
    UnitCompletion,
)
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.assessments import AssessmentFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import EnrolmentFactory, UnitCompletionFactory
from tests.factories.workshops import SessionFactory

STATUS = st.sampled_from(["active", "withdrawn", "completed"])
STATE = st.sampled_from(["present", "late", "partial", "excused", "absent"])
enrolment = st.fixed_dictionaries(
    {
        "status": STATUS,
        "units": st.sets(st.integers(0, 2)),
        "attempts": st.integers(0, 3),
        "is_open": st.booleans(),
        "state": st.none() | STATE,
        "certified": st.booleans(),
        "reminded": st.sets(st.integers(0, 3), max_size=3),
    }
)


def period_days(period: Any) -> int:
    """No two periods of one account begin on the same day."""
    return int(period[1])


account = st.fixed_dictionaries(
    {
        "courses": st.dictionaries(st.integers(0, 1), enrolment, max_size=2),
        "periods": st.lists(
            st.tuples(st.integers(0, 1), st.integers(1, 400)),
            max_size=2,
            unique_by=period_days,
        ),
    }
)
TABLES = (Attempt, AttendanceMark, Certificate, Enrolment, UnitCompletion, Membership)


class World:
    """Two courses, each with a test and a session; two institutions."""

    def __init__(self) -> None:
        self.admin = UserFactory(role=Role.ADMINISTRATOR)
        self.courses = [CourseFactory(units=3) for _number in range(2)]
        self.tests = [
            AssessmentFactory(unit__course=course, unit__module=course.modules.get(), pool_size=1)
            for course in self.courses
        ]
        self.sessions = [
            SessionFactory(unit__course=course, unit__module=course.modules.get(), over=True)
            for course in self.courses
        ]
        self.places = [OrganisationFactory(), OrganisationFactory()]
        self.now = timezone.now()

    def account(self, held: dict[str, Any]) -> User:
        user: User = UserFactory()
        ends_on = None
        for place, days in sorted(held["periods"], key=lambda row: row[1]):
            starts_on = self.now.date() - dt.timedelta(days=days)
            organisation = self.places[place]
            MembershipFactory(
                user=user, organisation=organisation, starts_on=starts_on, ends_on=ends_on
            )
            ends_on = starts_on - dt.timedelta(days=1)
        reminded: set[int] = set()
        for number, one in held["courses"].items():
            self._enrol(user, number, one, reminded)
        return user

    def _enrol(self, user: User, number: int, one: dict[str, Any], days: set[int]) -> None:
        done = {"completed_at": self.now} if one["status"] == "completed" else {}
        course = self.courses[number]
        row = EnrolmentFactory(user=user, course=course, status=one["status"], **done)
        units = list(course.units.filter(kind="lesson").order_by("position"))
        for place in one["units"]:
            UnitCompletionFactory(enrolment=row, unit=units[place])
        for attempt in range(1, one["attempts"] + 1):
            is_open = one["is_open"] and attempt == one["attempts"]
            Attempt.objects.create(
                enrolment=row,
                assessment=self.tests[number],
                number=attempt,
                status="in_progress" if is_open else "submitted",
                draw=[{"question": self.tests[number].draws.get().pool.questions.get().pk}],
                language="fr",
                started_at=self.now - dt.timedelta(days=9 - attempt),
            )
        if one["state"]:
            common = {"session": self.sessions[number], "enrolment": row, "state": one["state"]}
            marked = {"marked_at": self.now, "source": "list", "marked_by": self.admin}
            Registration.objects.create(
                session=common["session"], enrolment=row, status="registered", queued_at=self.now
            )
            Attendance.objects.create(**common, **marked)
            AttendanceMark.objects.create(**common, **marked)
        if one["certified"] and one["status"] == "completed":
            certificates_evaluate(enrolment_id=row.pk)
        for day in one["reminded"] - days:
            days.add(day)
            ReminderLog.objects.create(
                user=user,
                enrolment=row,
                kind="inactive",
                key=f"{row.pk}:{day}",
                day=self.now.date() - dt.timedelta(days=day),
            )


@pytest.mark.django_db
@settings(
    max_examples=15,
    deadline=None,
    # A population is written to the database for each example: no search for a smaller one.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(mine=account, theirs=account)
def test_nothing_is_lost(mine: dict[str, Any], theirs: dict[str, Any], db: None):
    world = World()
    kept, dropped = world.account(mine), world.account(theirs)
    own = {"user__in": [kept, dropped]}
    codes = set(Certificate.objects.filter(**own).values_list("check_code", flat=True))
    before = {table: table._base_manager.count() for table in (*TABLES, ReminderLog)}
    best = {
        course.pk: {row.status for row in Enrolment.objects.filter(course=course, **own)}
        for course in world.courses
    }
    record = accounts_merge(
        survivor=kept, merged=dropped, choices={}, reason="Doublon", by=world.admin
    )
    aside = [row["model"] for row in record.set_aside]
    for table in (*TABLES, ReminderLog):
        gone = aside.count(table._meta.label_lower)
        found = table._base_manager.count() + gone
        # One period may be divided by another one.
        assert found == before[table] or (table is Membership and found > before[table]), table
    for table in (Attempt, AttendanceMark, Certificate):
        assert table._meta.label_lower not in aside
    assert set(kept.certificates.values_list("check_code", flat=True)) == codes
    assert Membership.objects.filter(user=kept, ends_on=None).count() <= 1
    for number, course in enumerate(world.courses):
        rows = list(Enrolment.objects.filter(course=course, **own))
        assert len(rows) == bool(best[course.pk])
        for row in rows:
            assert row.user_id == kept.pk
            assert "completed" not in best[course.pk] or row.status == "completed"
            done = row.completions.filter(unit__is_required=True, unit__is_active=True)
            if number in mine["courses"] and number in theirs["courses"]:
                assert row.required_done == done.count()
            valid = row.certificates.filter(status="valid")
            assert valid.count() <= 1
            numbers = list(row.attempts.order_by("number").values_list("number", flat=True))
            assert numbers == list(range(1, len(numbers) + 1))
    # Nothing but what tells who acted still points to the merged account.
    for relation in relations_to(User):
        if rules_all()[relation.label].how != How.STAY:
            left = relation.rows(dropped)
            assert not left.exists(), relation.label
