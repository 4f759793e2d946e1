"""Signing a list and correcting it: what completes, what is revoked, what stays a fact."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.models import User
from certificates.models import Certificate
from certificates.services import certificates_evaluate
from courses.api import minutes_attended
from courses.models import Attendance, Enrolment, Registration, Session, UnitCompletion
from courses.workshops.exceptions import (
    ReasonMissingError,
    SessionClosedError,
    SessionNotStartedError,
    SessionStateError,
)
from courses.workshops.services.attendance import Mark, mark_write
from courses.workshops.services.closing import (
    attendance_correct,
    frozen_hash,
    frozen_list,
    session_close,
)
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.workshops import SessionFactory, course_blended, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer() -> User:
    return UserFactory()


def mark(session: Session, enrolment: Enrolment, state: str, by: User, **values: Any) -> str:
    given = Mark(state=state, marked_at=timezone.now(), client_id=uuid.uuid4(), **values)
    return mark_write(session=session, enrolment=enrolment, mark=given, source="list", by=by)  # type: ignore[arg-type]


def correct(session: Session, enrolment: Enrolment, state: str, by: User, **values: Any) -> Any:
    given = Mark(
        state=state,
        marked_at=timezone.now(),
        client_id=uuid.uuid4(),
        reason=values.pop("reason", "Erreur de saisie"),
        **values,
    )
    return attendance_correct(session=session, enrolment=enrolment, mark=given, by=by)


def actions() -> list[str]:
    return list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))


def test_a_signature_completes_the_unit_for_those_who_were_there(trainer: User):
    course, unit = course_blended()
    session = SessionFactory(unit=unit, over=True)
    people = dict(
        zip(
            ("present", "late", "most", "little", "excused", "unmarked"),
            EnrolmentFactory.create_batch(6, course=course),
            strict=True,
        )
    )
    Registration.objects.create(
        session=session,
        enrolment=people["unmarked"],
        status="registered",
        queued_at=timezone.now(),
    )
    mark(session, people["present"], "present", trainer)
    mark(session, people["late"], "late", trainer)
    mark(session, people["most"], "partial", trainer, minutes=120)
    mark(session, people["little"], "partial", trainer, minutes=119)
    mark(session, people["excused"], "excused", trainer)
    session_close(session=session, signed_name="Formateur Exemple", by=trainer)
    done = set(UnitCompletion.objects.values_list("enrolment_id", flat=True))
    assert done == {people[name].pk for name in ("present", "late", "most")}
    states = dict(Attendance.objects.values_list("enrolment_id", "state"))
    assert states[people["unmarked"].pk] == "absent"
    rows = UnitCompletion.objects.values_list("source", "recorded_by").distinct()
    assert list(rows) == [("attendance", trainer.pk)]
    session.refresh_from_db()
    assert (session.status, session.signed_name, len(session.frozen)) == (
        "closed",
        "Formateur Exemple",
        6,
    )
    assert session.frozen_hash == frozen_hash(frozen_list(session))
    assert actions() == ["courses.attendance"] * 5 + ["courses.session_close"]


def test_a_list_is_signed_once_and_not_before_the_session(trainer: User):
    with pytest.raises(SessionNotStartedError):
        session_close(session=SessionFactory(), signed_name="", by=trainer)
    session = SessionFactory(over=True)
    session_close(session=session, signed_name="", by=trainer)
    with pytest.raises(SessionClosedError):
        session_close(session=session, signed_name="", by=trainer)
    with pytest.raises(SessionStateError):
        session_close(
            session=SessionFactory(over=True, status="cancelled"), signed_name="", by=trainer
        )


def test_who_withdrew_stays_on_the_list_and_completes_nothing(trainer: User):
    session = SessionFactory(over=True)
    enrolment = EnrolmentFactory(course=session.unit.course)
    mark(session, enrolment, "present", trainer)
    Enrolment.objects.update(status="withdrawn")
    session_close(session=session, signed_name="", by=trainer)
    session.refresh_from_db()
    assert (len(session.frozen), UnitCompletion.objects.count()) == (1, 0)


def test_a_correction_gives_and_takes_back_while_the_course_goes_on(trainer: User):
    course, unit = course_blended()
    session = SessionFactory(unit=unit, over=True)
    enrolment = EnrolmentFactory(course=course)
    session_close(session=session, signed_name="", by=trainer)
    with pytest.raises(ReasonMissingError):
        correct(session, enrolment, "present", trainer, reason=" ")
    correct(session, enrolment, "present", trainer)
    enrolment.refresh_from_db()
    assert (enrolment.required_done, minutes_attended(enrolment)) == (1, 150)
    row = correct(session, enrolment, "absent", trainer)
    enrolment.refresh_from_db()
    assert (enrolment.required_done, row.flagged_at, minutes_attended(enrolment)) == (0, None, 0)
    session.refresh_from_db()
    assert session.frozen == []
    entry = ModelLogEntry.objects.filter(action="courses.attendance_correct").latest("pk")
    assert (entry.data["from"], entry.data["to"], entry.data["reason"]) == (
        {"state": "present", "minutes": 150},
        {"state": "absent", "minutes": 0},
        "Erreur de saisie",
    )
    assert entry.data["person"] == str(enrolment.user.uuid)


def test_what_was_certified_stays_and_is_flagged(trainer: User):
    session = SessionFactory(over=True)
    course = session.unit.course
    course.required_units = 1
    course.save()
    enrolment = EnrolmentFactory(course=course)
    mark(session, enrolment, "present", trainer)
    session_close(session=session, signed_name="", by=trainer)
    certificate = certificates_evaluate(enrolment_id=enrolment.pk)[0]
    assert certificate.data["minutes_in_person"] == 150
    row = correct(session, enrolment, "absent", trainer)
    enrolment.refresh_from_db()
    assert (enrolment.status, UnitCompletion.objects.count()) == ("completed", 1)
    assert row.flagged_at is not None
    assert Certificate.objects.get().status == "valid"
    assert correct(session, enrolment, "present", trainer).flagged_at is None


def test_another_session_of_the_unit_keeps_the_completion(trainer: User):
    course, unit = course_blended()
    first, second = SessionFactory.create_batch(2, unit=unit, over=True)
    enrolment = EnrolmentFactory(course=course)
    for session, state, minutes in ((first, "present", 0), (second, "partial", 130)):
        mark(session, enrolment, state, trainer, minutes=minutes)
        session_close(session=session, signed_name="", by=trainer)
    assert minutes_attended(enrolment) == 150
    correct(first, enrolment, "absent", trainer)
    assert (UnitCompletion.objects.count(), minutes_attended(enrolment)) == (1, 130)


def test_a_completion_without_any_session_counts_its_nominal_minutes(trainer: User):
    _course, unit = course_blended()
    enrolment = EnrolmentFactory(course=unit.course)
    UnitCompletion.objects.create(
        enrolment=enrolment,
        unit=unit,
        completed_at=timezone.now(),
        language="fr",
        source="attendance",
    )
    assert minutes_attended(enrolment) == 150


def test_the_trainer_closes_and_corrects_on_the_pages(client: Client, settings, trainer: User):
    settings.LMS_STAFF_MFA_REQUIRED = False
    session = SessionFactory(over=True, trainer=trainer)
    enrolment = EnrolmentFactory(course=session.unit.course)
    mark(session, enrolment, "present", trainer)
    client.force_login(trainer)
    base = f"/fr/sessions/run/{session.uuid}/"
    assert client.get(base).status_code == 200
    assert client.post(f"{base}close/", {"name": "Nora"}).status_code == 400
    assert client.post(f"{base}close/", {"name": "Nora", "declared": "on"}).status_code == 302
    path = f"{base}correct/{enrolment.pk}/"
    assert client.get(path).status_code == 200
    assert client.post(path, {"state": "absent"}).status_code == 400
    late = {"state": "late", "entered_at": "10:00", "left_at": "09:00", "reason": "x"}
    assert client.post(path, late).status_code == 400
    assert client.post(path, {"state": "absent", "reason": "Absente"}).status_code == 302
    assert Attendance.objects.get().state == "absent"
    assert client.get(base).status_code == 200


@pytest.mark.parametrize("path", ["", "close/", "cancel/", "list/", "sheet.pdf", "correct/1/"])
def test_other_trainers_see_nothing(client: Client, settings, path: str):
    settings.LMS_STAFF_MFA_REQUIRED = False
    session = SessionFactory(over=True, trainer=UserFactory())
    for user in (UserFactory(), EnrolmentFactory(course=session.unit.course).user):
        client.force_login(user)
        assert client.get(f"/fr/sessions/run/{session.uuid}/{path}").status_code == 404


def test_staff_pages_outside_the_administration_need_the_second_factor(client: Client):
    session = SessionFactory(starts_at=in_days(2), trainer=(trainer := UserFactory()))
    client.force_login(trainer)
    for path in ("sessions/run/", f"sessions/run/{session.uuid}/", "facilitator/review/"):
        assert "2fa" in client.get(f"/fr/{path}")["Location"]
