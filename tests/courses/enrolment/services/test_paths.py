"""Learning paths: one enrolment, its courses in order, one announcement at the end."""

from typing import Any

import pytest
from django.utils import timezone

from courses.enrolment.exceptions import EnrolmentClosedError
from courses.enrolment.selectors import path_get
from courses.enrolment.services import (
    enrol_self,
    enrolment_withdraw,
    path_continue,
    path_withdraw,
    paths_continue_due,
)
from courses.models import Enrolment, EnrolmentPolicy, ProgrammeEnrolment
from courses.progress.enums import CompletionSource
from courses.progress.services import unit_complete
from courses.signals import programme_completed
from tests.concurrency import run_at_once
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory, ProgrammeFactory
from tests.factories.enrolment import EnrolmentFactory, EnrolmentPolicyFactory

pytestmark = pytest.mark.django_db


def programme_make(count: int = 2, **rule: Any) -> Any:
    programme = ProgrammeFactory()
    for position in range(count):
        CourseFactory(programme=programme, position=position, units=1)
    EnrolmentPolicyFactory(course=None, programme=programme, **rule)
    return programme


def complete(row: Enrolment) -> None:
    for unit in row.course.units.all():
        unit_complete(
            enrolment_id=row.pk, unit=unit, source=CompletionSource.LEARNER, language="fr"
        )


def taken(user: Any) -> list[int]:
    rows = Enrolment.objects.filter(user=user, status="active").order_by("course__position")
    return list(rows.values_list("course__position", flat=True))


def test_in_order_the_first_course_opens_then_the_next(django_capture_on_commit_callbacks: Any):
    programme, user = programme_make(3), UserFactory()
    heard: list[int] = []

    def listen(sender: Any, programme_enrolment_id: int, **kwargs: Any) -> None:
        heard.append(programme_enrolment_id)

    programme_completed.connect(listen)
    try:
        entry: Any = enrol_self(user=user, target=programme, language="ar")
        seen = [taken(user)]
        for _number in range(3):
            with django_capture_on_commit_callbacks(execute=True):
                complete(Enrolment.objects.get(user=user, status="active"))
            seen.append(taken(user))
        path_continue(path=entry.path)
    finally:
        programme_completed.disconnect(listen)
    entry.path.refresh_from_db()
    assert seen == [[0], [1], [2], []]
    assert (entry.path.status, heard) == ("completed", [entry.path.pk])
    events = list(entry.path.events.values_list("kind", flat=True))
    assert events == ["enrolled", "completed"]


def test_without_order_all_courses_open_at_once():
    programme, user = programme_make(3, is_in_order=False), UserFactory()
    enrol_self(user=user, target=programme, language="fr")
    assert taken(user) == [0, 1, 2]


def test_what_was_completed_before_counts(django_capture_on_commit_callbacks: Any):
    programme, user = programme_make(2), UserFactory()
    first = programme.courses.get(position=0)
    EnrolmentFactory(user=user, course=first, completed=True)
    enrol_self(user=user, target=programme, language="fr")
    assert taken(user) == [1]


def test_a_course_that_was_left_is_not_opened_again_by_the_platform():
    programme, user = programme_make(2), UserFactory()
    entry: Any = enrol_self(user=user, target=programme, language="fr")
    row = Enrolment.objects.get(user=user)
    enrolment_withdraw(enrolment=row)
    path_continue(path=entry.path)
    assert (paths_continue_due(), taken(user)) == (1, [])
    EnrolmentPolicyFactory(course=row.course, mode="invitation")
    assert enrol_self(user=user, target=row.course, language="fr").enrolment == row
    assert taken(user) == [0]


def test_leaving_the_path_leaves_its_courses_and_gives_the_seat():
    programme = programme_make(2, seats=1)
    user, other = UserFactory(), UserFactory()
    entry: Any = enrol_self(user=user, target=programme, language="fr")
    assert not enrol_self(user=other, target=programme, language="fr").is_in
    path_withdraw(path=entry.path, reason="Autre poste")
    assert (taken(user), taken(other)) == ([], [0])
    back = enrol_self(user=user, target=programme, language="fr")
    assert back.waiting is not None


def test_a_lost_announcement_is_made_up_for():
    programme, user = programme_make(2), UserFactory()
    enrol_self(user=user, target=programme, language="fr")
    Enrolment.objects.update(status="completed", completed_at=timezone.now())
    assert (paths_continue_due(), taken(user)) == (1, [1])


def test_a_programme_without_a_rule_is_no_path():
    programme = programme_make(1)
    EnrolmentPolicy.objects.all().delete()
    with pytest.raises(EnrolmentClosedError):
        enrol_self(user=UserFactory(), target=programme, language="fr")


def test_states_of_the_steps(django_assert_num_queries: Any):
    programme, user = programme_make(3), UserFactory()
    EnrolmentFactory(user=user, course=programme.courses.get(position=0), completed=True)
    enrol_self(user=user, target=programme, language="fr")
    with django_assert_num_queries(4):
        path = path_get(programme=programme, user=user)
    assert [step.state for step in path.steps] == ["done", "current", "locked"]
    assert (path.done, path.percent) == (1, 33)
    with django_assert_num_queries(2):
        nobody = path_get(programme=programme, user=None)
    assert [step.state for step in nobody.steps] == ["open", "locked", "locked"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_complete_the_path_once():
    programme, user = programme_make(1), UserFactory()
    entry: Any = enrol_self(user=user, target=programme, language="fr")
    Enrolment.objects.update(status="completed", completed_at=timezone.now())
    heard: list[int] = []

    def listen(sender: Any, programme_enrolment_id: int, **kwargs: Any) -> None:
        heard.append(programme_enrolment_id)

    programme_completed.connect(listen)
    try:
        run_at_once([lambda: path_continue(path=entry.path) for _number in range(4)])
    finally:
        programme_completed.disconnect(listen)
    assert heard == [entry.path.pk]
    assert ProgrammeEnrolment.objects.get().status == "completed"
