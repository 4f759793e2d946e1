"""Whom staff may see: by cohort, by institution managed, nobody, everybody."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from accounts.models import ManagerGrant, User
from accounts.scope import organisations_managed, people_visible
from courses.api import cohorts_visible, enrolments_visible
from courses.models import Enrolment
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.catalogue import CourseFactory, ProgrammeFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory, ProgrammeEnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> dict[str, Any]:
    """Two institutions; the first with a region and an agency."""
    root = OrganisationFactory(code="root")
    region = OrganisationFactory(code="region", parent=root)
    agency = OrganisationFactory(code="agency", parent=region)
    return {"root": root, "region": region, "agency": agency, "other": OrganisationFactory()}


def manager_of(*organisations: Any) -> User:
    user: User = UserFactory(role=Role.INSTITUTION_MANAGER)
    for organisation in organisations:
        ManagerGrant.objects.create(user=user, organisation=organisation)
    return user


def member_of(organisation: Any, **fields: Any) -> User:
    user: User = MembershipFactory(organisation=organisation, **fields).user
    return user


def test_a_manager_sees_the_whole_subtree_and_nothing_beside_or_above(tree: dict[str, Any]):
    members = {code: member_of(row) for code, row in tree.items()}
    manager = manager_of(tree["region"])
    assert [row.code for row in organisations_managed(manager)] == ["region", "agency"]
    assert set(people_visible(manager)) == {members["region"], members["agency"]}


def test_membership_alone_manages_nothing(tree: dict[str, Any]):
    manager = manager_of()
    MembershipFactory(user=manager, organisation=tree["root"])
    member_of(tree["agency"])
    assert (people_visible(manager).count(), organisations_managed(manager).count()) == (0, 0)


def test_a_grant_without_the_role_opens_nothing(tree: dict[str, Any]):
    user = UserFactory()
    ManagerGrant.objects.create(user=user, organisation=tree["root"])
    member_of(tree["agency"])
    assert people_visible(user).count() == 0


def test_who_left_is_seen_no_more_but_what_was_begun_there_is(tree: dict[str, Any]):
    today = timezone.localdate()
    year = dt.timedelta(days=365)
    person = member_of(
        tree["agency"], starts_on=today - 2 * year, ends_on=today - year - dt.timedelta(days=1)
    )
    MembershipFactory(user=person, organisation=tree["other"], starts_on=today - year)
    there = EnrolmentFactory(user=person, organisation=tree["agency"])
    EnrolmentFactory(user=person, organisation=tree["other"])
    manager = manager_of(tree["root"])
    assert people_visible(manager).count() == 0
    assert list(enrolments_visible(manager)) == [there]


def test_who_came_is_seen_with_all_enrolments(tree: dict[str, Any]):
    person = member_of(tree["agency"])
    before = EnrolmentFactory(user=person, organisation=tree["other"])
    assert list(enrolments_visible(manager_of(tree["root"]))) == [before]


def test_a_trainer_sees_the_members_of_own_cohorts_only():
    trainer, other = UserFactory(role=Role.TRAINER), UserFactory(role=Role.TRAINER)
    course = CourseFactory()
    own, theirs = CohortFactory(course=course), CohortFactory(course=course)
    own.trainers.add(trainer)
    theirs.trainers.add(other)
    member = EnrolmentFactory(course=course, cohort=own)
    EnrolmentFactory(user=member.user)
    EnrolmentFactory(course=course, cohort=theirs)
    EnrolmentFactory(course=course)
    assert list(enrolments_visible(trainer)) == [member]
    assert list(people_visible(trainer)) == [member.user]
    assert list(cohorts_visible(trainer)) == [own]


def test_a_trainer_of_a_programme_sees_its_courses():
    programme = ProgrammeFactory()
    cohort = CohortFactory(course=None, programme=programme)
    trainer = UserFactory(role=Role.TRAINER)
    cohort.trainers.add(trainer)
    path = ProgrammeEnrolmentFactory(programme=programme, cohort=cohort)
    inside = EnrolmentFactory(user=path.user, course=CourseFactory(programme=programme))
    EnrolmentFactory(user=path.user)
    assert list(enrolments_visible(trainer)) == [inside]
    assert list(people_visible(trainer)) == [path.user]


@pytest.mark.parametrize(
    "role", [None, Role.LEARNER, Role.JURY, Role.AUTHOR, Role.TRANSLATOR, Role.MONITORING]
)
def test_other_roles_see_nobody_not_even_themselves(role: Role | None):
    user = UserFactory(role=role)
    EnrolmentFactory(user=user)
    counts = [rows.count() for rows in (people_visible(user), enrolments_visible(user))]
    assert (counts, cohorts_visible(user).count()) == ([0, 0], 0)


def test_an_administrator_sees_everybody(tree: dict[str, Any]):
    EnrolmentFactory.create_batch(2)
    user = UserFactory(role=Role.ADMINISTRATOR)
    assert people_visible(user).count() == User.objects.count()
    assert enrolments_visible(user).count() == Enrolment.objects.count()
    assert organisations_managed(user).count() == 4


@pytest.mark.parametrize("size", [1, 5])
def test_the_scope_takes_a_constant_number_of_queries(tree: dict[str, Any], size: int):
    for _number in range(size):
        EnrolmentFactory(user=member_of(tree["agency"]), organisation=tree["agency"])
    manager = User.objects.get(pk=manager_of(tree["root"]).pk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(enrolments_visible(manager)) == size
    # Roles, grants twice (institution, people), rows.
    assert len(queries) == 4
