"""Requests: asked once, decided once, answered in the person's language."""

from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import Notice
from courses.enrolment.exceptions import AlreadyDecidedError, SeatsTakenError, WrongWayError
from courses.enrolment.services import enrol_self, request_cancel, request_create, request_decide
from courses.models import Enrolment, EnrolmentEvent, EnrolmentRequest
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import CohortFactory, EnrolmentPolicyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy() -> Any:
    return EnrolmentPolicyFactory(mode="request")


def ask(policy: Any, **person: Any) -> EnrolmentRequest:
    return request_create(
        user=UserFactory(**person), target=policy.course, language="ar", message=" Bonjour "
    )


def test_asked_twice_there_is_one_request(policy: Any):
    first = ask(policy)
    second = request_create(user=first.user, target=policy.course, language="fr")
    assert (first, first.message) == (second, "Bonjour")
    assert Enrolment.objects.count() == 0


def test_other_modes_take_no_requests():
    with pytest.raises(WrongWayError):
        request_create(user=UserFactory(), target=CourseFactory(), language="fr")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_an_approval_enrols_in_the_cohort_and_is_mailed(policy: Any, language: str):
    cohort = CohortFactory(course=policy.course)
    request, staff = ask(policy, language=language), UserFactory()
    entry: Any = request_decide(
        request=request, by=staff, approve=True, reason="Bien.", cohort=cohort
    )
    assert (entry.enrolment.user, entry.enrolment.cohort) == (request.user, cohort)
    event = EnrolmentEvent.objects.get()
    assert (event.way, event.by, event.reason) == ("request", staff, "Bien.")
    notice = Notice.objects.get()
    assert (notice.language, notice.user) == (language, request.user)
    assert f"/{language}/courses/{policy.course.code}/" in notice.text
    actions = ModelLogEntry.objects.values_list("action", flat=True)
    assert sorted(actions) == ["courses.enrolment", "courses.request"]


def test_a_refusal_says_why_and_enrols_nobody(policy: Any):
    request = ask(policy)
    request_decide(request=request, by=UserFactory(), approve=False, reason="Groupe complet.")
    request.refresh_from_db()
    assert (request.status, Enrolment.objects.count()) == ("refused", 0)
    assert "Groupe complet." in Notice.objects.get().text


def test_a_request_is_decided_once(policy: Any):
    request = ask(policy)
    request_decide(request=request, by=UserFactory(), approve=False)
    with pytest.raises(AlreadyDecidedError):
        request_decide(request=request, by=UserFactory(), approve=True)
    assert (Enrolment.objects.count(), Notice.objects.count()) == (0, 1)


def test_an_approval_without_a_seat_waits_or_writes_nothing(policy: Any):
    policy.seats = 0
    policy.save()
    request = ask(policy)
    entry: Any = request_decide(request=request, by=UserFactory(), approve=True)
    assert not entry.is_in
    policy.has_waiting_list = False
    policy.save()
    other = ask(policy)
    with pytest.raises(SeatsTakenError):
        request_decide(request=other, by=UserFactory(), approve=True)
    other.refresh_from_db()
    assert other.status == "pending"


def test_a_request_is_taken_back(policy: Any):
    request = ask(policy)
    assert request_cancel(user=request.user, target=policy.course) is True
    assert request_cancel(user=request.user, target=policy.course) is False
    with pytest.raises(AlreadyDecidedError):
        request_decide(request=request, by=UserFactory(), approve=True)


def test_who_comes_in_otherwise_asks_no_longer(policy: Any):
    request = ask(policy)
    policy.mode = "open"
    policy.save()
    enrol_self(user=request.user, target=policy.course, language="fr")
    request.refresh_from_db()
    assert request.status == "cancelled"
