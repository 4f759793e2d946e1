"""Plays: opened once, ended once, completing what they should and nothing else."""

import threading
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from core.exceptions import NotFoundError
from courses.activities.places import Place
from courses.activities.services import play_end, play_start
from courses.enrolment.exceptions import CourseClosedError
from courses.models import ActivityAnswer, ActivityPlay, Enrolment, UnitCompletion
from h5p.api import Activity
from tests.factories.activities import moment_after, outcome_make
from tests.factories.enrolment import CourseFactory, EnrolmentFactory
from tests.factories.h5p_play import set_make

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity() -> Activity:
    return set_make()


def place_make(activity: Activity, **values: Any) -> Place:
    return Place(**{"slot": "", "activity_id": activity.pk, "rule": "finished", **values})


def start(enrolment: Enrolment, activity: Activity, **values: Any) -> ActivityPlay:
    unit = enrolment.course.units.first()
    assert unit is not None
    play, _completion = play_start(
        enrolment=enrolment,
        unit=unit,
        place=place_make(activity, **values),
        activity=activity,
        language="fr",
    )
    return play


def end(play: ActivityPlay, seconds: int = 60, **outcome: Any) -> Any:
    return play_end(
        play_uuid=play.uuid,
        ended_at=moment_after(play, seconds),
        outcome=outcome_make(**outcome),
        language="ar",
    )


def test_a_play_goes_on_until_it_ends_on_whatever_device(activity: Activity):
    enrolment = EnrolmentFactory()
    play = start(enrolment, activity)
    assert start(enrolment, activity).pk == play.pk
    ended = end(play)
    assert ended.created
    assert (ended.play.percent, ended.play.passed) == (Decimal("66.67"), False)
    assert (ended.play.language, ended.play.seconds) == ("ar", 12)
    assert ActivityAnswer.objects.get().parts == [{"key": "1", "text": "Je paie", "right": False}]
    again = start(enrolment, activity)
    assert (again.pk != play.pk, again.number) == (True, 2)


def test_pass_or_fail_is_decided_here_from_the_scaled_score(activity: Activity):
    enrolment = EnrolmentFactory()
    play = start(enrolment, activity, pass_percent=66)
    assert end(play, success=False).play.passed is True
    other = start(EnrolmentFactory(), activity)
    assert end(other, score=None, maximum=None, success=True).play.passed is None


@pytest.mark.parametrize(
    ("rule", "score", "at_start", "at_end"),
    [
        ("opened", 0, 1, 1),
        ("finished", 0, 0, 1),
        ("score", 2, 0, 0),
        ("score", 3, 0, 1),
        ("", 3, 0, 0),
    ],
)
def test_what_completes_the_unit(
    activity: Activity, rule: str, score: int, at_start: int, at_end: int
):
    enrolment = EnrolmentFactory()
    play = start(enrolment, activity, rule=rule)
    assert UnitCompletion.objects.count() == at_start
    end(play, score=score)
    assert UnitCompletion.objects.count() == at_end
    if at_end:
        assert UnitCompletion.objects.get().source == "activity"


def test_two_ends_in_one_breath_are_one(activity: Activity):
    play = start(EnrolmentFactory(), activity)
    end(play)
    play.refresh_from_db()
    assert not end(play, seconds=1).created
    assert ActivityPlay.objects.count() == 1


def test_the_packages_own_try_again_is_a_play_of_its_own(activity: Activity):
    play = start(EnrolmentFactory(), activity)
    end(play)
    play.refresh_from_db()
    again = end(play, seconds=90, score=3)
    assert (again.created, again.play.number, again.play.passed) == (True, 2, True)
    assert again.play.started_at == play.finished_at
    assert ActivityPlay.objects.count() == 2


def test_an_end_sent_late_ends_the_play_that_is_open_now(activity: Activity):
    enrolment = EnrolmentFactory()
    first = start(enrolment, activity)
    end(first)
    first.refresh_from_db()
    second = start(enrolment, activity)
    assert end(first, seconds=300, score=3).play.pk == second.pk


def test_an_unknown_play_does_not_exist(activity: Activity):
    play = start(EnrolmentFactory(), activity)
    ActivityPlay.objects.all().delete()
    with pytest.raises(NotFoundError):
        end(play)


def test_after_the_course_closed_nothing_counts(activity: Activity):
    enrolment = EnrolmentFactory()
    play = start(enrolment, activity)
    course = enrolment.course
    course.closes_at = play.started_at
    course.save()
    with pytest.raises(CourseClosedError):
        end(play)
    play.refresh_from_db()
    assert play.finished_at is None


@pytest.mark.parametrize("units", [3, 60])
def test_an_end_that_completes_costs_the_same_whatever_the_size(activity: Activity, units: int):
    enrolment = EnrolmentFactory(course=CourseFactory(units=units))
    play = start(enrolment, activity)
    with CaptureQueriesContext(connection) as captured:
        end(play)
    real = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    # play, its end, its answers; then enrolment, look, completion, counters, enrolment
    assert len(real) == 8, real


@pytest.fixture
def threads_close() -> Iterator[None]:
    yield
    connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_two_devices_opening_at_once_get_one_play(threads_close: None):
    if connection.vendor == "sqlite":
        # The shared in-memory database of the tests has one connection: the constraint is asked.
        activity = set_make()
        enrolment = EnrolmentFactory()
        start(enrolment, activity)
        start(enrolment, activity)
    else:
        activity = set_make()
        enrolment = EnrolmentFactory()
        found: list[Any] = []

        def run() -> None:
            try:
                found.append(start(enrolment, activity).pk)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=run) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(set(found)) == 1
    assert ActivityPlay.objects.count() == 1
