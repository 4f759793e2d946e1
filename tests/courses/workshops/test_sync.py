"""The trainer's list that comes in later: once, in any order, the latest mark holds."""

import datetime as dt
import json
import uuid
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Notice, User
from courses.models import (
    Attendance,
    AttendanceMark,
    Enrolment,
    Invitation,
    Session,
    UnitCompletion,
)
from courses.workshops.payload import PayloadError, sent_parse
from courses.workshops.services.closing import session_close
from courses.workshops.services.sync import list_sync
from tests.concurrency import run_at_once
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory
from tests.factories.workshops import SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.LMS_STAFF_MFA_REQUIRED = False


@pytest.fixture
def trainer() -> User:
    return UserFactory()


@pytest.fixture
def session(trainer: User) -> Session:
    return SessionFactory(now=True, trainer=trainer)


def moment(minutes: float = 0) -> str:
    return (timezone.now() + dt.timedelta(minutes=minutes)).isoformat()


def said(enrolment: Enrolment | None, state: str, minutes_ago: float = 0, **values: Any) -> dict:
    who = {"enrolment": enrolment.pk} if enrolment else {}
    return {
        "id": str(uuid.uuid4()),
        "state": state,
        "marked_at": moment(-minutes_ago),
        **who,
        **values,
    }


def payload(*marks: dict, people: list | None = None, shift: float = 0) -> dict[str, Any]:
    return {"sent_at": moment(shift), "people": people or [], "marks": list(marks)}


def sync(session: Session, by: User, *marks: dict, **values: Any) -> dict[str, Any]:
    return list_sync(session=session, sent=sent_parse(payload(*marks, **values)), by=by)


def test_the_latest_mark_by_time_holds_whatever_the_order(session: Session, trainer: User):
    enrolment = EnrolmentFactory(course=session.unit.course)
    late, early = said(enrolment, "late", 1), said(enrolment, "absent", 30)
    assert sync(session, trainer, late)["marks"] == {late["id"]: "applied"}
    assert sync(session, trainer, early)["marks"] == {early["id"]: "superseded"}
    assert Attendance.objects.get().state == "late"
    kept = AttendanceMark.objects.order_by("pk").values_list("state", "is_applied")
    assert list(kept) == [("late", True), ("absent", False)]


def test_what_comes_twice_is_there_once(session: Session, trainer: User):
    enrolment = EnrolmentFactory(course=session.unit.course)
    mark = said(enrolment, "partial", minutes=60)
    assert [sync(session, trainer, mark)["marks"][mark["id"]] for _time in range(3)] == [
        "applied",
        "duplicate",
        "duplicate",
    ]
    assert AttendanceMark.objects.count() == 1
    assert Attendance.objects.get().minutes == 60


def test_a_wrong_clock_of_the_phone_is_corrected(session: Session, trainer: User):
    enrolment = EnrolmentFactory(course=session.unit.course)
    sync(session, trainer, said(enrolment, "present", 5))
    # This phone is a day ahead: what it marked ten minutes ago must not win over the above.
    wrong = said(enrolment, "absent", 10 - 24 * 60)
    assert sync(session, trainer, wrong, shift=24 * 60)["marks"][wrong["id"]] == "superseded"
    assert Attendance.objects.get().state == "present"


def test_nobody_of_another_course_is_marked(session: Session, trainer: User):
    mark = said(EnrolmentFactory(), "present")
    assert sync(session, trainer, mark)["marks"] == {mark["id"]: "refused"}
    assert Attendance.objects.count() == 0


def test_a_signed_list_refuses_and_says_why(session: Session, trainer: User):
    enrolment = EnrolmentFactory(course=session.unit.course)
    before, after = said(enrolment, "present", 5), said(enrolment, "absent")
    sync(session, trainer, before)
    session_close(session=session, signed_name="", by=trainer)
    newcomer = {"ref": "r1", "given_name": "Nora", "family_name": "Exemple"}
    result = sync(session, trainer, before, after, people=[newcomer])
    assert result["marks"] == {before["id"]: "duplicate", after["id"]: "refused"}
    assert (result["people"], bool(result["message"])) == ({}, True)
    assert Attendance.objects.get().state == "present"


def test_people_who_turn_up_are_found_by_address_then_by_name(session: Session, trainer: User):
    known = UserFactory(email="nora@example.org")
    enrolled = EnrolmentFactory(
        course=session.unit.course,
        user=UserFactory(email="", given_name="Zineb", family_name="Exémple"),
    )
    people = [
        {"ref": "a", "given_name": "N.", "family_name": "E.", "email": "Nora@Example.org"},
        {"ref": "b", "given_name": "zineb", "family_name": "exemple"},
    ]
    marks = [said(None, "present", ref=ref) for ref in ("a", "b")]
    result = sync(session, trainer, *marks, people=people)
    assert set(result["marks"].values()) == {"applied"}
    assert result["people"]["b"] == enrolled.pk
    assert Enrolment.objects.get(pk=result["people"]["a"]).user == known
    assert Notice.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "family", "language"), [("Sami", "Exemple", "fr"), ("سامي", "مثال", "ar")]
)
def test_somebody_unknown_gets_an_account_an_invitation_and_the_unit(
    session: Session, trainer: User, given: str, family: str, language: str
):
    session.language = "both"
    session.save()
    person = {"ref": "x", "given_name": given, "family_name": family, "email": "s@example.org"}
    for _time in range(2):
        result = sync(session, trainer, said(None, "present", ref="x"), people=[person])
    user = User.objects.get(email="s@example.org")
    assert (str(user), user.language, user.has_usable_password()) == (
        f"{given} {family}",
        language,
        False,
    )
    invitation = Invitation.objects.get(user=user)
    assert (invitation.target, invitation.created_by) == (session.unit.course, trainer)
    assert Notice.objects.get(user=user).key == f"invitation:{invitation.pk}:1"
    session_close(session=session, signed_name="", by=trainer)
    assert UnitCompletion.objects.get().enrolment_id == result["people"]["x"]


def test_the_page_and_its_address(client: Client, session: Session, trainer: User):
    cohort = CohortFactory(course=session.unit.course)
    cohort.trainers.add(trainer)
    member = EnrolmentFactory(course=session.unit.course, cohort=cohort)
    stranger = EnrolmentFactory(course=session.unit.course, user__family_name="Inconnue")
    base = f"/fr/sessions/run/{session.uuid}/"
    client.force_login(trainer)
    html = client.get(f"{base}list/").content.decode()
    assert member.user.family_name in html
    assert stranger.user.family_name not in html
    answer = client.post(
        f"{base}sync/", json.dumps(payload(said(member, "present"))), "application/json"
    ).json()
    assert [row["mark"]["state"] for row in answer["list"]] == ["present"]
    for bad in (b"{", b"[]", b'{"people": 1}', b"\xff", b"null"):
        answer = client.post(f"{base}sync/", bad, "application/json")
        assert (answer.status_code, answer.json()["code"]) == (400, "payload_malformed")
    client.force_login(stranger.user)
    assert client.post(f"{base}sync/", b"{}", "application/json").status_code == 404
    worker = client.get("/fr/sessions/run/worker.js")
    assert worker["Content-Type"].startswith("text/javascript")


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    client: Client, session: Session, trainer: User, size: int, django_assert_num_queries
):
    cohort = CohortFactory(course=session.unit.course)
    cohort.trainers.add(trainer)
    EnrolmentFactory.create_batch(size, course=session.unit.course, cohort=cohort)
    client.force_login(trainer)
    path = f"/fr/sessions/run/{session.uuid}/list/"
    client.get(path)
    with django_assert_num_queries(8):
        client.get(path)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "sent_at": st.just("2026-11-25T10:00:00+01:00") | json_values,
            "people": st.lists(json_values, max_size=3) | json_values,
            "marks": st.lists(
                st.fixed_dictionaries(
                    {
                        "id": json_values | st.just(str(uuid.uuid4())),
                        "state": st.sampled_from(["present", "partial", "no"]) | json_values,
                        "marked_at": st.just("2026-11-25T10:00:00+01:00") | json_values,
                        "minutes": json_values,
                        "enrolment": json_values,
                        "entered_at": json_values,
                    }
                ),
                max_size=3,
            )
            | json_values,
        }
    )
)
def test_whatever_a_phone_sends_is_read_or_refused(data: Any):
    try:
        sent_parse(data)
    except PayloadError:
        return


@pytest.mark.django_db(transaction=True)
def test_two_phones_at_once_keep_every_mark_and_one_row_each(session: Session, trainer: User):
    people = EnrolmentFactory.create_batch(3, course=session.unit.course)
    bodies = [payload(*[said(one, "present", ago) for one in people]) for ago in range(6)]

    def send(data: dict[str, Any]) -> dict[str, Any]:
        return list_sync(session=session, sent=sent_parse(data), by=trainer)

    results = run_at_once([partial(send, data) for data in [*bodies, *bodies]])
    assert all(isinstance(result, dict) for result in results)
    assert (AttendanceMark.objects.count(), Attendance.objects.count()) == (18, 3)
