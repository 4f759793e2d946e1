"""Places in a session: seats, the waiting list, leaving, changes, cancellation, calendar."""

import datetime as dt
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from accounts.enums import Role
from accounts.models import Notice
from courses.enrolment.exceptions import NotEnrolledError
from courses.enrolment.services import enrolment_withdraw
from courses.models import Registration, Session
from courses.workshops.exceptions import ReasonMissingError, SessionNotOpenError
from courses.workshops.ics import session_ics
from courses.workshops.services.registration import registration_create, registration_leave
from courses.workshops.services.sessions import session_cancel, session_changed, told_values
from tests.concurrency import run_at_once
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory
from tests.factories.workshops import SessionFactory, course_blended, in_days

pytestmark = pytest.mark.django_db


def statuses(session: Session) -> list[str]:
    rows = Registration.objects.filter(session=session).order_by("enrolment_id")
    return list(rows.values_list("status", flat=True))


def kinds_sent(**filters: object) -> list[str]:
    """The mails not cancelled, by the first word of their key."""
    rows = Notice.objects.filter(cancelled_at=None, **filters).order_by("pk")
    return [key.split(":")[0] for key in rows.values_list("key", flat=True)]


def test_who_comes_after_the_last_seat_waits_and_moves_up():
    session = SessionFactory(seats=1)
    first, second, third = EnrolmentFactory.create_batch(3, course=session.unit.course)
    place = registration_create(session=session, enrolment=first)
    registration_create(session=session, enrolment=second)
    registration_create(session=session, enrolment=third)
    assert statuses(session) == ["registered", "waiting", "waiting"]
    registration_leave(registration=place)
    registration_leave(registration=place)
    assert statuses(session) == ["left", "registered", "waiting"]
    assert kinds_sent(user=second.user) == [
        "session_waiting",
        "session_moved_up",
        "session-reminder",
    ]
    assert kinds_sent(user=first.user) == ["session_registered"]


def test_a_second_registration_is_the_first_one():
    session = SessionFactory(seats=5)
    enrolment = EnrolmentFactory(course=session.unit.course)
    one = registration_create(session=session, enrolment=enrolment)
    assert registration_create(session=session, enrolment=enrolment) == one
    assert Notice.objects.count() == 2


def test_who_left_and_comes_back_goes_to_the_end():
    session = SessionFactory(seats=1)
    first, second = EnrolmentFactory.create_batch(2, course=session.unit.course)
    place = registration_create(session=session, enrolment=first)
    registration_create(session=session, enrolment=second)
    registration_leave(registration=place)
    registration_create(session=session, enrolment=first)
    assert statuses(session) == ["waiting", "registered"]


def test_a_seat_of_somebody_who_left_the_course_is_free():
    session = SessionFactory(seats=1)
    first, second = EnrolmentFactory.create_batch(2, course=session.unit.course)
    registration_create(session=session, enrolment=first)
    first.status = "withdrawn"
    first.save()
    assert registration_create(session=session, enrolment=second).status == "registered"


def test_leaving_the_course_hands_the_place_on(django_capture_on_commit_callbacks):
    session = SessionFactory(seats=1)
    first, second = EnrolmentFactory.create_batch(2, course=session.unit.course)
    registration_create(session=session, enrolment=first)
    registration_create(session=session, enrolment=second)
    with django_capture_on_commit_callbacks(execute=True):
        enrolment_withdraw(enrolment=first)
    assert statuses(session) == ["left", "registered"]


def test_outsiders_and_other_cohorts_get_no_place():
    cohort = CohortFactory()
    session = SessionFactory(unit__module__course=cohort.course, cohort=cohort)
    for enrolment in (EnrolmentFactory(), EnrolmentFactory(course=cohort.course)):
        with pytest.raises(NotEnrolledError):
            registration_create(session=session, enrolment=enrolment)
    member = EnrolmentFactory(course=cohort.course, cohort=cohort)
    assert registration_create(session=session, enrolment=member).status == "registered"


@pytest.mark.parametrize("trait", ["over", "now"])
def test_nothing_moves_once_the_session_has_begun(trait: str):
    session = SessionFactory(**{trait: True})
    enrolment = EnrolmentFactory(course=session.unit.course)
    with pytest.raises(SessionNotOpenError):
        registration_create(session=session, enrolment=enrolment)


def test_seats_that_are_added_go_to_those_who_wait():
    session = SessionFactory(seats=1)
    for enrolment in EnrolmentFactory.create_batch(3, course=session.unit.course):
        registration_create(session=session, enrolment=enrolment)
    session.seats = 2
    session.save()
    session_changed(session=session, before=told_values(session), by=UserFactory())
    assert statuses(session) == ["registered", "registered", "waiting"]
    session.refresh_from_db()
    assert session.sequence == 0


def test_a_change_is_told_once_and_the_reminder_follows():
    session = SessionFactory()
    enrolment = EnrolmentFactory(course=session.unit.course)
    registration_create(session=session, enrolment=enrolment)
    before = told_values(session)
    session.starts_at += dt.timedelta(days=1)
    session.ends_at += dt.timedelta(days=1)
    session.save()
    session_changed(session=session, before=before, by=UserFactory())
    assert kinds_sent(user=enrolment.user) == [
        "session_registered",
        "session_changed",
        "session-reminder",
    ]
    reminder = Notice.objects.get(key__startswith="session-reminder", cancelled_at=None)
    assert reminder.due_at == session.starts_at - dt.timedelta(hours=24)
    session.refresh_from_db()
    assert session.sequence == 1


def test_a_cancellation_tells_everybody_and_takes_the_event_away():
    session = SessionFactory(seats=1)
    for enrolment in EnrolmentFactory.create_batch(2, course=session.unit.course):
        registration_create(session=session, enrolment=enrolment)
    with pytest.raises(ReasonMissingError):
        session_cancel(session=session, reason=" ", by=UserFactory())
    by = UserFactory()
    session_cancel(session=session, reason="Salle fermée", by=by)
    session_cancel(session=session, reason="Encore", by=by)
    told = Notice.objects.filter(key__startswith="session_cancelled")
    assert told.count() == 2
    assert all("Salle fermée" in notice.text for notice in told)
    assert [len(notice.attachments) for notice in told.order_by("pk")] == [1, 0]
    assert "session-reminder" not in kinds_sent()
    session.refresh_from_db()
    assert (session.status, session.cancel_reason) == ("cancelled", "Salle fermée")


def test_the_calendar_file_keeps_its_uid_and_counts_its_changes():
    # In Ramadan Morocco is at UTC, otherwise an hour ahead: both are right in UTC.
    zone = timezone.get_default_timezone()
    start = dt.datetime(2027, 2, 20, 10, 0, tzinfo=zone)
    session = SessionFactory(
        starts_at=start, practical_fr="Apportez votre carte ; merci, à bientôt."
    )
    event = Calendar.from_ical(session_ics(session, "fr")).walk("VEVENT")[0]
    assert event["dtstart"].dt == start.astimezone(dt.UTC)
    assert (int(event["sequence"]), str(event["status"])) == (0, "CONFIRMED")
    assert "carte ; merci, à" in str(event["description"])
    session.status, session.sequence = "cancelled", 3
    calendar = Calendar.from_ical(session_ics(session, "ar"))
    cancelled = calendar.walk("VEVENT")[0]
    assert str(calendar["method"]) == "CANCEL"
    assert (cancelled["uid"], int(cancelled["sequence"])) == (event["uid"], 3)


def test_the_video_link_is_for_those_registered(client: Client):
    session = SessionFactory(video_url="https://video.example.org/salle")
    enrolment = EnrolmentFactory(course=session.unit.course)
    client.force_login(enrolment.user)
    path = f"/fr/sessions/{session.uuid}/"
    assert "video.example.org" not in client.get(path).content.decode()
    assert client.post(f"{path}register/").status_code == 302
    assert "video.example.org" in client.get(path).content.decode()
    assert client.get(f"{path}session.ics").status_code == 200
    assert client.post(f"{path}leave/").status_code == 302
    assert statuses(session) == ["left"]


def test_a_session_does_not_exist_for_outsiders(client: Client):
    cohort = CohortFactory()
    session = SessionFactory(unit__module__course=cohort.course, cohort=cohort)
    client.force_login(EnrolmentFactory(course=cohort.course).user)
    for path in ("", "session.ics"):
        assert client.get(f"/fr/sessions/{session.uuid}/{path}").status_code == 404
    for path in ("register/", "leave/"):
        assert client.post(f"/fr/sessions/{session.uuid}/{path}").status_code == 404
    assert str(session.uuid) not in client.get("/fr/sessions/").content.decode()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_list_costs_the_same_for_one_and_for_three(
    client: Client, language: str, django_assert_num_queries: object
):
    course, unit = course_blended()
    client.force_login(EnrolmentFactory(course=course).user)
    client.get(f"/{language}/sessions/")
    for _size in (1, 3):
        SessionFactory.create_batch(_size, unit=unit, starts_at=in_days(5))
        with django_assert_num_queries(6):  # type: ignore[operator]
            assert client.get(f"/{language}/sessions/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_last_seat_is_given_once_when_fifty_ask_together():
    session = SessionFactory(seats=1)
    enrolments = EnrolmentFactory.create_batch(50, course=session.unit.course)
    calls = [
        partial(registration_create, session=session, enrolment=enrolment)
        for enrolment in enrolments
    ]
    answers = [place.status for place in run_at_once(calls)]
    assert (answers.count("registered"), answers.count("waiting")) == (1, 49)
    assert statuses(session).count("registered") == 1


def test_planning_is_for_administrators(client: Client):
    from allauth.mfa.totp.internal.auth import TOTP  # noqa: PLC0415

    for role, status in ((Role.TRAINER, 302), (Role.ADMINISTRATOR, 200)):
        user = UserFactory(role=role)
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")
        client.force_login(user)
        assert client.get("/admin/snippets/courses/session/add/").status_code == status
