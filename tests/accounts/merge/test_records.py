"""Making one account of two: what becomes of everything that either did."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import Consent, Membership
from certificates.models import Certificate
from certificates.services import certificates_evaluate
from courses.models import (
    Attempt,
    Attendance,
    AttendanceMark,
    Enrolment,
    EnrolmentEvent,
    Registration,
    Submission,
    UnitCompletion,
)
from tests.accounts.merge.pairs import merge, pair
from tests.factories.accounts import (
    ConsentTextFactory,
    MembershipFactory,
    OrganisationFactory,
)
from tests.factories.assessments import AssessmentFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import (
    EnrolmentFactory,
    ProgrammeEnrolmentFactory,
    UnitCompletionFactory,
)
from tests.factories.workshops import RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db


def test_enrolments_of_one_course_become_one_with_the_best_evidence(admin):
    kept, other = pair()
    course = CourseFactory(units=3)
    first, second, third = course.units.order_by("position")
    mine = EnrolmentFactory(user=kept, course=course, status="withdrawn")
    theirs = EnrolmentFactory(user=other, course=course)
    early = timezone.now() - dt.timedelta(days=9)
    Enrolment.objects.filter(pk=mine.pk).update(enrolled_at=early)
    UnitCompletionFactory(enrolment=mine, unit=first, completed_at=early)
    UnitCompletionFactory(enrolment=theirs, unit=first)
    UnitCompletionFactory(enrolment=theirs, unit=second)
    EnrolmentEvent.objects.create(enrolment=mine, kind="withdrawn")
    EnrolmentEvent.objects.create(enrolment=theirs, kind="enrolled")
    record = merge(kept, other, admin)
    row = Enrolment.objects.get()
    assert (row.pk, row.user_id, row.status) == (theirs.pk, kept.pk, "active")
    assert row.enrolled_at == early
    assert row.required_done == 2
    done = UnitCompletion.objects.order_by("unit__position").values_list("unit", "completed_at")
    assert [unit for unit, _at in done] == [first.pk, second.pk]
    assert done[0][1] == early
    assert EnrolmentEvent.objects.filter(enrolment=row).count() == 2
    assert sorted(one["model"] for one in record.set_aside) == [
        "courses.enrolment",
        "courses.unitcompletion",
    ]
    assert third not in [unit for unit, _at in done]


def test_two_halves_complete_the_course(admin, django_capture_on_commit_callbacks):
    kept, other = pair()
    course = CourseFactory(units=2)
    first, second = course.units.order_by("position")
    UnitCompletionFactory(enrolment=EnrolmentFactory(user=kept, course=course), unit=first)
    UnitCompletionFactory(enrolment=EnrolmentFactory(user=other, course=course), unit=second)
    merge(kept, other, admin)
    row = Enrolment.objects.get()
    assert (row.user_id, row.status, row.required_done) == (kept.pk, "completed", 2)


def test_attempts_are_all_kept_and_numbered_by_their_start(admin):
    kept, other = pair()
    assessment = AssessmentFactory(pool_size=1)
    mine = EnrolmentFactory(user=kept, course=assessment.unit.course)
    theirs = EnrolmentFactory(user=other, course=assessment.unit.course)
    now = timezone.now()

    def attempt(enrolment: Enrolment, number: int, days: int, status: str = "submitted") -> Attempt:
        return Attempt.objects.create(
            enrolment=enrolment,
            assessment=assessment,
            number=number,
            status=status,
            draw=[{"question": assessment.draws.get().pool.questions.get().pk, "options": []}],
            language="fr",
            started_at=now - dt.timedelta(days=days),
            score=Decimal(50) if status == "submitted" else None,
        )

    rows = [
        attempt(mine, 1, 8),
        attempt(theirs, 1, 7),
        attempt(mine, 2, 6, "in_progress"),
        attempt(theirs, 2, 5, "in_progress"),
    ]
    merge(kept, other, admin)
    found = Attempt.objects.order_by("number").values_list("pk", "number", "status")
    assert list(found) == [
        (rows[0].pk, 1, "submitted"),
        (rows[1].pk, 2, "submitted"),
        (rows[2].pk, 3, "submitted"),
        (rows[3].pk, 4, "in_progress"),
    ]
    assert Attempt.objects.filter(enrolment__user=kept).count() == 4


def test_certificates_are_all_kept_one_in_force_and_every_code_answers(admin, client):
    kept, other = pair()
    course = CourseFactory(units=1)
    certificates = []
    for user in (kept, other):
        enrolment = EnrolmentFactory(user=user, course=course, completed=True, minutes_done=15)
        certificates += certificates_evaluate(enrolment_id=enrolment.pk)
    elsewhere = EnrolmentFactory(user=other, completed=True, minutes_done=45)
    certificates += certificates_evaluate(enrolment_id=elsewhere.pk)
    data = [row.data for row in certificates]
    merge(kept, other, admin)
    rows = list(Certificate.objects.order_by("issued_at", "pk"))
    assert [row.user_id for row in rows] == [kept.pk] * 3
    assert [row.status for row in rows] == ["valid", "replaced", "valid"]
    assert rows[1].replaced_by == rows[0]
    assert [row.data for row in rows] == data
    # Issuing again makes no new one.
    assert certificates_evaluate(enrolment_id=Enrolment.objects.get(course=course).pk) == []


def test_attendance_keeps_the_better_and_every_mark(admin):
    kept, other = pair()
    session = SessionFactory(over=True)
    places = [
        RegistrationFactory(session=session, enrolment__user=user, status=status)
        for user, status in ((kept, "left"), (other, "registered"))
    ]
    now = timezone.now()
    for place, state in zip(places, ("absent", "present"), strict=True):
        fields = {"session": session, "enrolment": place.enrolment, "state": state}
        common = {"marked_at": now, "source": "list", "marked_by": admin}
        Attendance.objects.create(**fields, **common, minutes=0 if state == "absent" else 150)
        AttendanceMark.objects.create(**fields, **common)
    merge(kept, other, admin)
    assert [(row.state, row.minutes) for row in Attendance.objects.all()] == [("present", 150)]
    assert [row.status for row in Registration.objects.all()] == ["registered"]
    assert AttendanceMark.objects.filter(enrolment__user=kept).count() == 2


def test_of_two_submissions_the_submitted_one_stays_and_the_other_is_kept_aside(admin):
    kept, other = pair()
    course = CourseFactory(units=1)
    unit = course.units.get()
    for user, status in ((kept, "draft"), (other, "submitted")):
        enrolment = EnrolmentFactory(user=user, course=course)
        Submission.objects.create(
            enrolment=enrolment, unit=unit, status=status, language="fr", answers={"title": status}
        )
    record = merge(kept, other, admin)
    assert Submission.objects.get().status == "submitted"
    aside = [row for row in record.set_aside if row["model"] == "courses.submission"]
    assert aside[0]["fields"]["answers"] == {"title": "draft"}


@pytest.mark.parametrize(
    ("choice", "stays"), [("survivor", ["agency"]), ("merged", ["agency", "region"])]
)
def test_on_each_day_one_membership_counts_and_the_chosen_one_is_open(admin, choice, stays):
    kept, other = pair()
    agency, region = OrganisationFactory(code="agency"), OrganisationFactory(code="region")
    start = timezone.localdate() - dt.timedelta(days=100)
    MembershipFactory(user=kept, organisation=agency, starts_on=start)
    later = start + dt.timedelta(days=50)
    MembershipFactory(user=other, organisation=region, starts_on=later)
    record = merge(kept, other, admin, membership=choice)
    rows = list(Membership.objects.filter(user=kept).order_by("starts_on"))
    assert [row.organisation.code for row in rows] == stays
    assert [row.ends_on for row in rows] == [later - dt.timedelta(days=1), None][-len(rows) :]
    aside = [row for row in record.set_aside if row["model"] == "accounts.membership"]
    assert len(rows) + len(aside) == 2


def test_the_same_institution_twice_is_one_period(admin):
    kept, other = pair()
    agency = OrganisationFactory()
    start = timezone.localdate() - dt.timedelta(days=100)
    MembershipFactory(user=kept, organisation=agency)
    MembershipFactory(user=other, organisation=agency, starts_on=start)
    merge(kept, other, admin)
    assert Membership.objects.get().starts_on == start


def test_consents_stand_once_with_the_earlier_date(admin):
    kept, other = pair()
    text = ConsentTextFactory()
    for user in (kept, other):
        Consent.objects.create(user=user, text=text, language="fr")
    Consent.objects.create(user=other, text=ConsentTextFactory(), language="ar")
    early = timezone.now() - dt.timedelta(days=30)
    Consent.objects.filter(user=other, text=text).update(given_at=early)
    merge(kept, other, admin)
    assert Consent.objects.filter(user=kept).count() == 2
    assert Consent.objects.get(text=text).given_at == early


def test_paths_become_one(admin):
    kept, other = pair()
    mine = ProgrammeEnrolmentFactory(user=kept)
    theirs = ProgrammeEnrolmentFactory(
        user=other, programme=mine.programme, status="completed", completed_at=timezone.now()
    )
    EnrolmentFactory(user=kept, path=mine)
    merge(kept, other, admin)
    row = kept.programme_enrolments.get()
    assert (row.pk, row.status) == (theirs.pk, "completed")
    assert Enrolment.objects.get().path == row
