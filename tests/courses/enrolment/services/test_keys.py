"""Keys: forgiving to type, never used more often than they may be."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from courses.enrolment.exceptions import EnrolmentClosedError, KeyRefusedError
from courses.enrolment.services import key_create, key_use
from courses.enrolment.services.keys import ALPHABET, key_fold
from courses.models import Enrolment, EnrolmentEvent
from tests.concurrency import run_at_once
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import CohortFactory, EnrolmentKeyFactory, EnrolmentPolicyFactory

pytestmark = pytest.mark.django_db


def use(key: Any, user: Any = None, code: str | None = None) -> Any:
    return key_use(
        user=user or UserFactory(),
        target=key.target,
        code=key.code if code is None else code,
        language="fr",
    )


def test_a_key_leads_to_its_cohort():
    cohort = CohortFactory()
    key = key_create(target=cohort.course, cohort=cohort)
    assert len(key.code) == 8
    assert set(key.code) <= set(ALPHABET)
    entry = use(key)
    key.refresh_from_db()
    assert (entry.enrolment.cohort, key.uses) == (cohort, 1)
    event = EnrolmentEvent.objects.get()
    assert (event.way, event.after) == ("key", cohort.code)


@pytest.mark.parametrize("typed", ["tanger-26", " Tanger 26 ", "TANGER٢٦", "tanger26"])
def test_capitals_spaces_dashes_and_arabic_digits_make_no_difference(typed: str):
    key = EnrolmentKeyFactory(code=key_fold("TANGER-26"))
    assert use(key, code=typed).is_in


def test_who_is_in_uses_no_key():
    key, user = EnrolmentKeyFactory(uses_max=1), UserFactory()
    use(key, user)
    with pytest.raises(KeyRefusedError):
        use(key, user)
    key.refresh_from_db()
    assert key.uses == 1


@pytest.mark.parametrize(
    "values",
    [
        {"is_active": False},
        {"expires_at": timezone.now() - dt.timedelta(minutes=1)},
        {"uses_max": 2, "uses": 2},
        {"domains": "example.net"},
    ],
)
def test_unusable_keys_give_one_answer(values: dict[str, Any]):
    with pytest.raises(KeyRefusedError):
        use(EnrolmentKeyFactory(**values))
    assert Enrolment.objects.count() == 0


@pytest.mark.parametrize("code", ["", "inconnu", "'; --", "\x00", "ك" * 60])
def test_an_unknown_key_gives_the_same_answer(code: str):
    with pytest.raises(KeyRefusedError):
        use(EnrolmentKeyFactory(), code=code)


def test_a_key_of_another_course_is_refused():
    key = EnrolmentKeyFactory()
    with pytest.raises(KeyRefusedError):
        key_use(user=UserFactory(), target=CourseFactory(), code=key.code, language="fr")


@pytest.mark.parametrize("address", ["a@example.org", "a@Agence.Example.org"])
def test_a_domain_and_its_parts_are_admitted(address: str):
    key = EnrolmentKeyFactory(domains="@example.net, example.org")
    assert use(key, UserFactory(email=address)).is_in


def test_a_domain_that_only_ends_alike_is_refused():
    key = EnrolmentKeyFactory(domains="example.org")
    with pytest.raises(KeyRefusedError):
        use(key, UserFactory(email="a@notexample.org"))


def test_dates_hold_for_keys_too():
    key = EnrolmentKeyFactory()
    EnrolmentPolicyFactory(
        course=key.course, mode="key", closes_at=timezone.now() - dt.timedelta(minutes=1)
    )
    with pytest.raises(EnrolmentClosedError):
        use(key)


def test_two_keys_are_never_alike():
    key = EnrolmentKeyFactory(code="ABC")
    with pytest.raises(ValidationError):
        key_create(target=key.course, code="a-b-c")


@pytest.mark.django_db(transaction=True)
def test_a_key_for_five_admits_five_of_thirty():
    key = EnrolmentKeyFactory(uses_max=5)
    people = UserFactory.create_batch(30)
    results = run_at_once([lambda person=person: use(key, person) for person in people])
    refused = [result for result in results if isinstance(result, KeyRefusedError)]
    key.refresh_from_db()
    assert (len(refused), key.uses, Enrolment.objects.count()) == (25, 5, 5)
