"""Facilitators' workshops: who, what is checked, nobody's data, validation."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from courses.models import WorkshopReport
from courses.workshops.exceptions import ReasonMissingError, WorkshopLockedError
from courses.workshops.facilitation_forms import personal_data_refuse
from courses.workshops.services.facilitation import workshop_review
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory
from tests.factories.workshops import WorkshopReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.LMS_STAFF_MFA_REQUIRED = False


@pytest.fixture
def course() -> Any:
    return CourseFactory(trains_facilitators=True)


@pytest.fixture
def facilitator(course: Any) -> Any:
    user = EnrolmentFactory(course=course, completed=True).user
    MembershipFactory(user=user, organisation=OrganisationFactory(region="01"))
    return user


def record(facilitator: Any, **changes: Any) -> dict[str, Any]:
    organisation = facilitator.memberships.get().organisation
    return {
        "uuid": str(uuid.uuid4()),
        "held_on": timezone.localdate().isoformat(),
        "organisation": organisation.pk,
        "language": "ary",
        "count_F_u25": 4,
        "count_M_25_34": 3,
        "count_N_n": 2,
        "total": 9,
        "quiz_1_right": 7,
        "quiz_1_wrong": 2,
        **changes,
    }


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_workshop_is_recorded_once_in_two_minutes(
    client: Client, course: Any, facilitator: Any, language: str
):
    client.force_login(facilitator)
    path = f"/{language}/facilitator/{course.code}/new/"
    assert client.get(path).status_code == 200
    data = record(facilitator)
    for _time in range(2):
        assert client.post(path, data)["Location"] == f"/{language}/facilitator/"
    report = WorkshopReport.objects.get()
    assert (report.total, report.region, report.quiz_right, report.quiz_answers) == (9, "01", 7, 9)
    cells = report.counts.order_by("sex").values_list("sex", "age_band", "count")
    assert list(cells) == [("F", "u25", 4), ("M", "25-34", 3), ("N", "n", 2)]
    assert client.get(f"/{language}/facilitator/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"total": 10}, "total"),
        ({"total": 0, "count_F_u25": 0, "count_M_25_34": 0, "count_N_n": 0}, "total"),
        ({"count_F_u25": -1}, "count_F_u25"),
        ({"count_F_u25": 301}, "count_F_u25"),
        ({"quiz_1_right": 9}, "quiz_1_right"),
        ({"held_on": "2099-01-01"}, "held_on"),
        ({"organisation": "999999"}, "organisation"),
        ({"organisation": "x"}, "organisation"),
        ({"language": "de"}, "language"),
        ({"uuid": "x"}, "uuid"),
        ({"comment": "Appeler Sara au 06 12 34 56 78"}, "comment"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_recorded(
    client: Client, course: Any, facilitator: Any, changes: dict[str, Any], field: str
):
    client.force_login(facilitator)
    data = record(facilitator, **changes)
    response = client.post(f"/fr/facilitator/{course.code}/new/", data)
    assert response.status_code == 400
    assert field in response.context["form"].errors
    assert WorkshopReport.objects.count() == 0


@pytest.mark.parametrize(
    "text",
    [
        "a.b@example.org",
        "0612345678",
        "+212 6 12-34-56-78",
        "٠٦١٢٣٤٥٦٧٨",
        "CIN AB123456",
        "K 45678",
    ],
)
def test_what_would_let_somebody_be_recognised_is_refused(text: str):
    with pytest.raises(ValidationError):
        personal_data_refuse(f"Voir {text}.")


@pytest.mark.parametrize(
    "text", ["6 cartes en 35 minutes", "En 2026, 12 personnes", "La carte 5 ?"]
)
def test_plain_numbers_are_no_personal_data(text: str):
    personal_data_refuse(text)


def test_a_second_workshop_of_the_day_is_asked_about(client: Client, course: Any, facilitator: Any):
    client.force_login(facilitator)
    path = f"/fr/facilitator/{course.code}/new/"
    client.post(path, record(facilitator))
    again = record(facilitator)
    assert client.post(path, again).status_code == 409
    assert WorkshopReport.objects.count() == 1
    assert client.post(path, {**again, "confirmed": "on"}).status_code == 302
    assert WorkshopReport.objects.count() == 2


def test_only_those_who_completed_the_course_record(client: Client, course: Any):
    client.force_login(EnrolmentFactory(course=course).user)
    for path in ("", f"{course.code}/new/"):
        assert client.get(f"/fr/facilitator/{path}").status_code == 403


def test_a_record_changes_until_it_is_validated(client: Client, course: Any, facilitator: Any):
    report = WorkshopReportFactory(facilitator=facilitator, course=course)
    client.force_login(facilitator)
    path = f"/fr/facilitator/workshops/{report.uuid}/"
    assert client.get(path).status_code == 200
    assert client.post(path, record(facilitator)).status_code == 302
    report.refresh_from_db()
    assert (report.total, WorkshopReport.objects.count()) == (9, 1)
    admin = UserFactory(role=Role.ADMINISTRATOR)
    with pytest.raises(ReasonMissingError):
        workshop_review(report=report, validate=False, note="", by=admin)
    workshop_review(report=report, validate=False, note="Quel jour ?", by=admin)
    assert "Quel jour" in client.get("/fr/facilitator/").content.decode()
    client.post(path, record(facilitator))
    report.refresh_from_db()
    assert report.status == "sent"
    workshop_review(report=report, validate=True, note="", by=admin)
    assert client.post(path, record(facilitator)).status_code == 409
    steps = [entry.data["to"] for entry in ModelLogEntry.objects.order_by("pk")]
    assert steps == ["returned", "validated"]


def test_nobody_reviews_their_own(course: Any, facilitator: Any):
    report = WorkshopReportFactory(facilitator=facilitator, course=course)
    with pytest.raises(WorkshopLockedError):
        workshop_review(report=report, validate=True, note="", by=facilitator)


def test_a_trainer_reviews_those_whom_they_trained(client: Client, course: Any):
    trainer = UserFactory(role=Role.TRAINER)
    cohort = CohortFactory(course=course)
    cohort.trainers.add(trainer)
    mine = EnrolmentFactory(course=course, cohort=cohort, completed=True).user
    report = WorkshopReportFactory(facilitator=mine, course=course)
    other = WorkshopReportFactory(course=course)
    client.force_login(trainer)
    html = client.get("/fr/facilitator/review/").content.decode()
    assert (str(report.uuid) in html, str(other.uuid) in html) == (True, False)
    assert client.get(f"/fr/facilitator/review/{other.uuid}/").status_code == 404
    path = f"/fr/facilitator/review/{report.uuid}/"
    assert client.get(path).status_code == 200
    assert client.post(path, {"act": "return"}).status_code == 400
    assert client.post(path, {"act": "validate"}).status_code == 302
    report.refresh_from_db()
    assert (report.status, report.reviewed_by) == ("validated", trainer)


def test_others_review_nothing(client: Client, course: Any):
    report = WorkshopReportFactory(course=course)
    for user in (report.facilitator, UserFactory(role=Role.AUTHOR)):
        client.force_login(user)
        assert client.get("/fr/facilitator/review/").status_code == 403
        assert client.get(f"/fr/facilitator/review/{report.uuid}/").status_code == 404
    other = EnrolmentFactory(course=course, completed=True).user
    client.force_login(other)
    assert client.get(f"/fr/facilitator/workshops/{report.uuid}/").status_code == 404
