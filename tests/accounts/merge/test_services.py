"""Making one account of two."""

import datetime as dt
from decimal import Decimal

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.exceptions import (
    MergeReasonError,
    MergeRefusedError,
    MergeRolesError,
    MergeStateError,
)
from accounts.merge.services import accounts_merge
from accounts.models import AccountMerge, Consent, ManagerGrant, Membership, Notice, User
from accounts.roles import role_give, roles_sync
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
from tests.factories.accounts import (
    ConsentTextFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
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


@pytest.fixture
def admin() -> User:
    return UserFactory(username="chef", role=Role.ADMINISTRATOR)


def merge(survivor: User, merged: User, by: User, **choices: str) -> AccountMerge:
    return accounts_merge(
        survivor=survivor, merged=merged, choices=choices, reason="Même personne", by=by
    )


def pair() -> tuple[User, User]:
    return UserFactory(username="a.alaoui"), UserFactory(username="med.alaoui")


def test_the_merged_account_is_a_pointer_that_leads_to_the_survivor(admin):
    kept, other = pair()
    kept.set_password("secret-de-a")
    kept.save()
    EmailAddress.objects.create(user=kept, email=kept.email, verified=True, primary=True)
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    Authenticator.objects.create(user=other, type="totp", data={})
    record = merge(kept, other, admin)
    other.refresh_from_db()
    assert (other.merged_into, other.is_active, other.email, other.phone) == (kept, False, "", "")
    assert not other.has_usable_password()
    assert record.survivor == kept
    # Both login names and both confirmed addresses lead to the one account.
    assert authenticate(username="med.alaoui", password="secret-de-a") == kept
    rows = EmailAddress.objects.order_by("pk").values_list("user", "email", "primary")
    assert list(rows) == [
        (kept.pk, "a.alaoui@example.org", True),
        (kept.pk, "med.alaoui@example.org", False),
    ]
    assert not Authenticator.objects.exists()


def test_an_address_that_nobody_confirmed_is_freed(admin):
    kept, other = pair()
    EmailAddress.objects.create(user=other, email=other.email, verified=False, primary=True)
    record = merge(kept, other, admin)
    assert not EmailAddress.objects.exists()
    assert [row["model"] for row in record.set_aside] == ["account.emailaddress"]
    assert UserFactory(email="med.alaoui@example.org").pk


def test_values_are_taken_where_they_were_chosen(admin):
    kept, other = pair()
    User.objects.filter(pk=other.pk).update(family_name="Alaoui", phone="0611", birth_year=1980)
    EmailAddress.objects.create(user=kept, email=kept.email, verified=True, primary=True)
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    record = merge(kept, other, admin, name="merged", email="merged", birth_year="survivor")
    kept.refresh_from_db()
    assert (kept.family_name, kept.email) == ("Alaoui", "med.alaoui@example.org")
    assert (kept.birth_year, kept.phone) == (None, "")
    assert record.choices["after"] == {
        "family_name": "Alaoui",
        "email": "med.alaoui@example.org",
    }
    primary = EmailAddress.objects.get(primary=True)
    assert primary.email == "med.alaoui@example.org"


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


def test_rights_are_never_given_or_lost_by_a_merge(admin):
    kept, other = pair()
    roles_sync()
    role_give(user=other, role=Role.TRAINER)
    with pytest.raises(MergeRolesError):
        merge(kept, other, admin)
    role_give(user=kept, role=Role.TRAINER)
    role_give(user=other, role=Role.LEARNER)
    merge(kept, other, admin)
    assert set(kept.groups.values_list("name", flat=True)) == {"trainer", "learner"}
    assert not other.groups.exists()


def test_institutions_managed_must_be_the_survivors_already(admin):
    kept, other = pair()
    organisation = OrganisationFactory()
    ManagerGrant.objects.create(user=other, organisation=organisation)
    with pytest.raises(MergeRolesError):
        merge(kept, other, admin)
    ManagerGrant.objects.create(user=kept, organisation=organisation)
    merge(kept, other, admin)
    assert ManagerGrant.objects.get().user == kept


def test_the_same_merge_again_returns_the_first(admin):
    kept, other = pair()
    record = merge(kept, other, admin)
    assert merge(kept, other, admin) == record
    assert ModelLogEntry.objects.filter(action="accounts.merge").count() == 1
    assert Notice.objects.filter(kind="merge").count() == 2


def test_the_other_way_round_is_refused_afterwards(admin):
    kept, other = pair()
    merge(kept, other, admin)
    with pytest.raises(MergeStateError):
        merge(other, kept, admin)


def test_a_chain_of_merges_leads_to_the_last(admin):
    first, second, third = UserFactory(username="un"), UserFactory(), UserFactory()
    merge(second, first, admin)
    merge(third, second, admin)
    first.refresh_from_db()
    assert first.merged_into == third
    assert User.objects.get_by_natural_key("un") == third


def test_some_merges_are_refused(admin):
    kept, other = pair()
    with pytest.raises(MergeReasonError):
        accounts_merge(survivor=kept, merged=other, choices={}, reason=" ", by=admin)
    for survivor, merged in ((kept, kept), (kept, admin), (kept, _superuser())):
        with pytest.raises(MergeRefusedError):
            merge(survivor, merged, admin)
    assert not AccountMerge.objects.exists()


def _superuser() -> User:
    return User.objects.create_superuser("racine", "secret-de-racine")


def test_the_person_is_written_to_at_both_addresses_in_their_language(admin):
    kept, other = pair()
    User.objects.filter(pk=kept.pk).update(language="ar")
    merge(kept, other, admin)
    notices = Notice.objects.filter(kind="merge").order_by("pk")
    assert [row.address for row in notices] == ["a.alaoui@example.org", "med.alaoui@example.org"]
    assert {row.language for row in notices} == {"ar"}
    assert "a.alaoui" in notices[0].text
    assert "med.alaoui" in notices[0].text


def test_the_trail_says_from_which_to_which_and_keeps_its_actors(admin):
    kept, other = pair()
    role = User.objects.get(pk=other.pk)
    EnrolmentFactory(user=other)
    merge(kept, other, admin)
    entry = ModelLogEntry.objects.get(action="accounts.merge")
    assert entry.user == admin
    assert entry.data["person"] == str(kept.uuid)
    assert (entry.data["from"], entry.data["to"]) == ("med.alaoui", "a.alaoui")
    assert entry.data["other"] == str(role.uuid)
    assert entry.data["reason"] == "Même personne"
    assert entry.data["moved"] == {"courses.Enrolment.user": 1}


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


def test_a_pointer_keeps_its_name_for_the_history(admin):
    kept, other = pair()
    name = other.name_latin
    merge(kept, other, admin)
    other.refresh_from_db()
    assert str(other) == name
    with pytest.raises(ValidationError):
        User(username="MED.alaoui").full_clean(exclude=["password"])


def test_telephone_and_staff_number_lead_to_one_person_only(admin):
    kept, other = pair()
    User.objects.filter(pk=other.pk).update(phone="+212611223344", staff_number="AB12")
    merge(kept, other, admin, staff_number="merged")
    people = User.objects.filter(pk__in=[kept.pk, other.pk]).order_by("pk")
    assert list(people.values_list("phone", "staff_number")) == [("", "AB12"), ("", "")]
