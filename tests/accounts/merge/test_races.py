"""Merges at the same moment as other merges and as the person's own acts."""

from typing import Any

import pytest

from accounts.enums import Role
from accounts.exceptions import MergeStateError
from accounts.merge.services import accounts_merge
from accounts.models import AccountMerge, User
from courses.api import CompletionSource, unit_complete
from courses.enrolment.exceptions import NotEnrolledError
from courses.models import Enrolment, Unit, UnitCompletion
from tests.concurrency import run_at_once
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import EnrolmentFactory

pytestmark = pytest.mark.django_db(transaction=True)


def merge(survivor: User, merged: User, by: User) -> Any:
    return accounts_merge(survivor=survivor, merged=merged, choices={}, reason="Doublon", by=by)


def complete(enrolment_id: int, unit: Unit) -> Any:
    return unit_complete(
        enrolment_id=enrolment_id, unit=unit, source=CompletionSource.LEARNER, language="fr"
    )


def test_both_ways_at_once_make_one_merge():
    admin = UserFactory(role=Role.ADMINISTRATOR)
    a, b = UserFactory(), UserFactory()
    course = CourseFactory(units=1)
    for user in (a, b):
        EnrolmentFactory(user=user, course=course)
    results = run_at_once([lambda: merge(a, b, admin), lambda: merge(b, a, admin)])
    kinds = sorted(type(one).__name__ for one in results)
    assert kinds == ["AccountMerge", MergeStateError.__name__]
    record = AccountMerge.objects.get()
    assert Enrolment.objects.get().user_id == record.survivor_id


def test_the_same_merge_twice_at_once_is_one():
    admin = UserFactory(role=Role.ADMINISTRATOR)
    a, b = UserFactory(), UserFactory()
    results = run_at_once([lambda: merge(a, b, admin)] * 2)
    assert len({one.pk for one in results}) == 1


def test_a_unit_completed_during_the_merge_is_kept_or_refused_in_words():
    admin = UserFactory(role=Role.ADMINISTRATOR)
    for _round in range(5):
        a, b = UserFactory(), UserFactory()
        course = CourseFactory(units=2)
        first, second = course.units.order_by("position")
        mine = EnrolmentFactory(user=a, course=course)
        theirs = EnrolmentFactory(user=b, course=course)
        complete(mine.pk, first)
        results = run_at_once(
            [
                lambda a=a, b=b: merge(a, b, admin),
                lambda pk=theirs.pk, unit=second: complete(pk, unit),
            ]
        )
        assert isinstance(results[0], AccountMerge)
        row = Enrolment.objects.get(course=course)
        done = UnitCompletion.objects.filter(enrolment=row).count()
        assert row.user_id == a.pk
        if isinstance(results[1], NotEnrolledError):
            assert (done, row.required_done, row.status) == (1, 1, "active")
        else:
            assert (done, row.required_done, row.status) == (2, 2, "completed")
