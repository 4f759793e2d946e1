"""Merging duplicates: every record goes on, with its dates; whatever points at institutions."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.institutions.exceptions import (
    InstitutionCycleError,
    InstitutionMergeBelowError,
    InstitutionMergedError,
)
from accounts.institutions.merging import (
    institutions_merge,
    merge_plan,
    merge_rules,
    merged_sweep,
)
from accounts.institutions.tree import institution_edit, institution_move
from accounts.memberships.services import membership_move
from accounts.models import ManagerGrant, Membership, Organisation, User
from accounts.scope import people_visible
from accounts.selectors import organisation_choices, organisations_current
from courses.enrolment.imports.lines import Institutions
from courses.models import Cohort, Enrolment
from tests.concurrency import run_at_once
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> User:
    user: User = UserFactory(role=Role.ADMINISTRATOR)
    return user


def test_every_foreign_key_to_an_institution_has_a_rule():
    pointing = {
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields(include_hidden=True)
        if getattr(field, "related_model", None) is Organisation and field.concrete
    }
    ruled = {(rule.model, rule.name) for rule in merge_rules()}
    assert pointing == ruled, "add merge_rule_register(…) in the app that owns the foreign key"


def test_every_record_goes_to_the_one_that_is_kept(admin: User):
    old, kept = OrganisationFactory(code="old"), OrganisationFactory(code="kept")
    child = OrganisationFactory(code="child", parent=old)
    old.refresh_from_db()
    former = dt.date(2025, 3, 1)
    membership = MembershipFactory(organisation=old, starts_on=former, ends_on=dt.date(2026, 2, 28))
    enrolment = EnrolmentFactory(user=membership.user, organisation=old)
    cohort = CohortFactory(course=CourseFactory(), organisation=old)
    both, one = (UserFactory(role=Role.INSTITUTION_MANAGER) for _number in range(2))
    for user, organisation in ((both, old), (both, kept), (one, old)):
        ManagerGrant.objects.create(user=user, organisation=organisation)
    plan = merge_plan(old=old, kept=kept)
    numbers = dict(zip([(r.model, r.name) for r in merge_rules()], plan.moves, strict=True))
    assert numbers[Membership, "organisation"][1] == 1
    assert numbers[ManagerGrant, "organisation"][1] == 2
    assert ([row.code for row in plan.children], plan.refusal) == (["child"], "")
    assert (plan.sight.gains, plan.sight.loses) == ([one], [])

    moved = institutions_merge(old=old, kept=kept, by=admin, reason="saisie deux fois")

    assert moved == {
        "children": 1,
        "Membership.organisation": 1,
        "ManagerGrant.organisation": 1,
        "Cohort.organisation": 1,
        "Enrolment.organisation": 1,
    }
    membership.refresh_from_db()
    assert (membership.organisation, membership.starts_on, membership.ends_on) == (
        kept,
        former,
        dt.date(2026, 2, 28),
    )
    assert Enrolment.objects.get(pk=enrolment.pk).organisation == kept
    assert Cohort.objects.get(pk=cohort.pk).organisation == kept
    grants = set(ManagerGrant.objects.values_list("user", "organisation"))
    assert grants == {(both.pk, kept.pk), (one.pk, kept.pk)}
    child.refresh_from_db()
    assert child.get_parent() == kept
    gone = Organisation.objects.get(code="old")
    assert (gone.merged_into, gone.is_active) == (kept, False)
    assert Organisation.find_problems() == ([], [], [], [], [])
    entry = ModelLogEntry.objects.get(action="accounts.institution_merge")
    assert (entry.user, entry.object_id) == (admin, str(kept.pk))
    assert entry.data == {
        "from": "old",
        "to": "kept",
        "reason": "saisie deux fois",
        "moved": moved,
    }


def test_a_merged_institution_is_chosen_no_more_but_lists_still_find_the_other(admin: User):
    old = OrganisationFactory(code="anapec-tg", name_fr="Anapec Tg")
    kept = OrganisationFactory(code="anapec-tanger")
    first = OrganisationFactory(code="first")
    institutions_merge(old=first, kept=old, by=admin)
    institutions_merge(old=Organisation.objects.get(pk=old.pk), kept=kept, by=admin)
    assert list(organisations_current()) == [kept]
    offered = [value for _group, rows in organisation_choices() for value, _label in rows]
    assert offered == [str(kept.pk)]
    institutions = Institutions()
    assert [institutions.find(text) for text in ("ANAPEC TG", "first")] == [kept.pk, kept.pk]
    gone = Organisation.objects.get(pk=old.pk)
    for change in (
        partial(institution_edit, organisation=gone, values={"city": "X"}, by=admin),
        partial(institution_move, organisation=gone, parent=kept, by=admin),
        partial(institutions_merge, old=kept, kept=gone, by=admin),
    ):
        with pytest.raises(InstitutionMergedError):
            change()


def test_what_cannot_be_merged(admin: User):
    above = OrganisationFactory(code="above")
    below = OrganisationFactory(code="below", parent=above)
    above.refresh_from_db()
    with pytest.raises(InstitutionMergeBelowError):
        institutions_merge(old=above, kept=below, by=admin)
    with pytest.raises(InstitutionCycleError):
        institutions_merge(old=above, kept=above, by=admin)
    assert merge_plan(old=above, kept=below).refusal != ""
    institutions_merge(old=below, kept=above, by=admin)
    assert Organisation.objects.get(code="below").merged_into == above
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_a_manager_follows_the_people_of_both(admin: User):
    old, kept = OrganisationFactory(), OrganisationFactory()
    people = {MembershipFactory(organisation=row).user for row in (old, kept)}
    manager = UserFactory(role=Role.INSTITUTION_MANAGER)
    ManagerGrant.objects.create(user=manager, organisation=old)
    institutions_merge(old=old, kept=kept, by=admin)
    assert set(people_visible(User.objects.get(pk=manager.pk))) == people


def test_what_arrives_late_is_moved_by_the_sweep(admin: User):
    old, kept = OrganisationFactory(), OrganisationFactory()
    institutions_merge(old=old, kept=kept, by=admin)
    late = EnrolmentFactory(organisation=old)
    assert (merged_sweep(), merged_sweep()) == (1, 0)
    assert Enrolment.objects.get(pk=late.pk).organisation == kept


@pytest.mark.django_db(transaction=True)
def test_two_opposite_merges_at_once_leave_one_institution():
    admin = UserFactory()
    one, other = OrganisationFactory(), OrganisationFactory()
    MembershipFactory(organisation=one)
    MembershipFactory(organisation=other)
    results = run_at_once(
        [
            partial(institutions_merge, old=one, kept=other, by=admin),
            partial(institutions_merge, old=other, kept=one, by=admin),
        ]
    )
    refused = [row for row in results if isinstance(row, InstitutionMergedError)]
    assert (len(refused), sum(isinstance(row, dict) for row in results)) == (1, 1)
    (left,) = organisations_current()
    assert set(Membership.objects.values_list("organisation", flat=True)) == {left.pk}


@pytest.mark.django_db(transaction=True)
def test_people_who_arrive_during_a_merge_are_lost_to_nobody():
    admin = UserFactory()
    old, kept = OrganisationFactory(), OrganisationFactory()
    people = [UserFactory() for _number in range(12)]
    calls: list[Any] = [partial(membership_move, user=user, organisation=old) for user in people]
    calls.insert(6, partial(institutions_merge, old=old, kept=kept, by=admin))
    results = run_at_once(calls, at_a_time=6)
    assert [row for row in results if isinstance(row, Exception)] == []
    merged_sweep()
    assert Membership.objects.filter(organisation=kept).count() == len(people)
    assert Membership.objects.filter(organisation=old).count() == 0
