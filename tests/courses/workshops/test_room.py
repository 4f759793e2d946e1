"""The room's codes: they change, hold for one session and count once a person."""

import re
import time
from functools import partial
from typing import Any

import pytest
from django.test import Client

from courses.models import Attendance, AttendanceMark, Session
from courses.workshops.codes import qr_token, qr_valid, typed_code, typed_valid
from courses.workshops.enums import AttendanceSource
from courses.workshops.services.attendance import attendance_arrive, attendance_depart
from tests.concurrency import run_at_once
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.workshops import SessionFactory, in_days

pytestmark = pytest.mark.django_db


def scan(client: Client, session: Session, token: str = "") -> Any:
    return client.get(f"/fr/sessions/{session.uuid}/here/{token or qr_token(session)}/")


def test_codes_live_for_seconds_and_for_one_session():
    session, other = SessionFactory(), SessionFactory()
    now = time.time()
    token, code = qr_token(session, now), typed_code(session, now)
    assert qr_valid(session, token, now + 15)
    assert not qr_valid(session, token, now + 31)
    assert not qr_valid(session, qr_token(session, now + 11), now)
    assert not qr_valid(other, token, now)
    assert re.fullmatch("[A-HJ-NP-Z2-9]{6}", code)
    assert typed_valid(session, f" {code[:3].lower()} {code[3:]}", now + 59)
    assert not typed_valid(session, code, now + 121)
    assert not typed_valid(other, code, now)
    assert not typed_valid(session, "é" * 6, now)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_scan_leads_through_the_login_to_one_tap(client: Client, language: str):
    session = SessionFactory(now=True)
    enrolment = EnrolmentFactory(course=session.unit.course)
    here = f"/{language}/sessions/{session.uuid}/here/"
    assert client.get(f"{here}{qr_token(session)}/")["Location"] == here
    assert "accounts/login" in client.get(here)["Location"]
    client.force_login(enrolment.user)
    client.get(f"{here}{qr_token(session)}/")
    assert client.get(here).status_code == 200
    for _time in range(2):
        assert client.post(here, {"act": "come"})["Location"] == here
    row = Attendance.objects.get()
    assert (row.state, row.source, row.minutes) == ("present", "qr", 150)
    assert AttendanceMark.objects.count() == 1
    assert client.post(here, {"act": "leave"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.left_at is not None) == ("partial", True)


def test_the_confirmation_needs_a_code_that_was_seen(client: Client):
    session = SessionFactory(now=True)
    client.force_login(EnrolmentFactory(course=session.unit.course).user)
    path = f"/fr/sessions/{session.uuid}/here/"
    assert client.get(path).status_code == 409
    assert client.post(path, {"act": "come"}).status_code == 409
    assert scan(client, session, "aaaaaaaaaaaaaaaa").status_code == 409
    assert Attendance.objects.count() == 0


def test_a_code_is_taken_around_the_session_only(client: Client):
    client.force_login(UserFactory())
    for start in (in_days(3), in_days(-3)):
        assert scan(client, SessionFactory(starts_at=start)).status_code == 409


def test_the_typed_code_finds_the_session_of_ones_own_courses(client: Client):
    session, other = SessionFactory(now=True), SessionFactory(now=True)
    client.force_login(EnrolmentFactory(course=session.unit.course).user)
    path = "/fr/sessions/here/"
    assert client.get(path).status_code == 200
    assert client.post(path, {"code": typed_code(other)}).status_code == 400
    answer = client.post(path, {"code": typed_code(session).lower()})
    assert answer["Location"] == f"/fr/sessions/{session.uuid}/here/"
    client.post(answer["Location"], {"act": "come"})
    assert Attendance.objects.get().source == "code"


def test_guessing_is_slow(client: Client):
    session = SessionFactory(now=True)
    client.force_login(EnrolmentFactory(course=session.unit.course).user)
    answers = [client.post("/fr/sessions/here/", {"code": "AAAAAA"}) for _time in range(11)]
    assert [answer.status_code for answer in answers] == [400] * 10 + [429]


def test_outsiders_are_told_what_to_do(client: Client):
    session = SessionFactory(now=True)
    client.force_login(UserFactory())
    scan(client, session)
    answer = client.post(f"/fr/sessions/{session.uuid}/here/", {"act": "come"})
    assert (answer.status_code, Attendance.objects.count()) == (403, 0)
    assert "formateur" in answer.content.decode()


def test_who_comes_late_is_late_and_counts_from_there():
    session = SessionFactory(starts_at=in_days(0, -0.5))
    user = EnrolmentFactory(course=session.unit.course).user
    row = attendance_arrive(session=session, user=user, source=AttendanceSource.QR)
    assert row.state == "late"
    assert row.minutes in {119, 120}


def test_leaving_near_the_end_changes_nothing_but_the_time():
    session = SessionFactory(starts_at=in_days(0, -2.4))
    enrolment = EnrolmentFactory(course=session.unit.course)
    Attendance.objects.create(
        session=session,
        enrolment=enrolment,
        state="present",
        minutes=150,
        entered_at=session.starts_at,
        marked_at=session.starts_at,
        source="qr",
        marked_by=enrolment.user,
    )
    row = attendance_depart(session=session, user=enrolment.user, source=AttendanceSource.QR)
    assert (row.state, row.minutes, row.left_at is not None) == ("present", 150, True)


@pytest.mark.django_db(transaction=True)
def test_one_person_on_ten_phones_is_there_once():
    session = SessionFactory(now=True)
    user = EnrolmentFactory(course=session.unit.course).user
    call = partial(attendance_arrive, session=session, user=user, source=AttendanceSource.QR)
    rows = run_at_once([call] * 10)
    assert {row.pk for row in rows} == {Attendance.objects.get().pk}
    assert AttendanceMark.objects.count() == 1


def test_the_screen_is_the_trainers(client: Client, settings):
    settings.LMS_STAFF_MFA_REQUIRED = False
    session = SessionFactory(now=True, trainer=(trainer := UserFactory()))
    for path in ("screen/", "screen/code/"):
        client.force_login(EnrolmentFactory(course=session.unit.course).user)
        assert client.get(f"/fr/sessions/run/{session.uuid}/{path}").status_code == 404
        client.force_login(trainer)
        html = client.get(f"/fr/sessions/run/{session.uuid}/{path}").content.decode()
        assert (typed_code(session) in html, "<svg" in html) == (True, True)
