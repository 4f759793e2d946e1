"""The board: who sees whom, what it shows, what it costs, what is written down."""

import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.middleware import CHECKED
from accounts.models import ManagerGrant
from core.dates import date_format_long
from courses.enrolment.announcements import announcement_send
from courses.models import (
    Announcement,
    Attempt,
    Attendance,
    DueDate,
    DueExtension,
    Enrolment,
    ReminderRule,
)
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.assessments import AssessmentFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory, UnitCompletionFactory
from tests.factories.workshops import SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer():
    return UserFactory(role=Role.TRAINER)


@pytest.fixture
def cohort(trainer):
    course = CourseFactory(units=4)
    cohort = CohortFactory(course=course, code="groupe")
    cohort.trainers.add(trainer)
    return cohort


def member(cohort, *, days: int | None = None, done: int = 0, **fields: Any):
    """A member who was last active so many days ago (None: never)."""
    seen = timezone.now() - dt.timedelta(days=days) if days is not None else None
    return EnrolmentFactory(
        course=cohort.course,
        cohort=cohort,
        started_at=seen,
        last_activity_at=seen,
        required_done=done,
        **fields,
    )


def signed_in(user):
    client = Client()
    client.force_login(user)
    session = client.session
    session[CHECKED] = True
    session.save()
    return client


def shown(response):
    return [(one.first.user_id, one.state.value) for one in response.context["page_obj"]]


def test_states_counts_and_percentages(cohort, trainer):
    names = ["a", "b", "c", "d"]
    waiting = member(cohort, user__family_name=names[0])
    active = member(cohort, days=1, done=1, user__family_name=names[1])
    stuck = member(cohort, days=12, done=2, user__family_name=names[2])
    finished = member(cohort, days=3, done=4, completed=True, user__family_name=names[3])
    member(cohort, days=3, status="withdrawn")
    EnrolmentFactory(course=cohort.course)
    response = signed_in(trainer).get(reverse("courses:board", args=["groupe"]))
    assert shown(response) == [
        (waiting.user_id, "not_started"),
        (active.user_id, "active"),
        (stuck.user_id, "stuck"),
        (finished.user_id, "finished"),
    ]
    assert [one.percent for one in response.context["page_obj"]] == [0, 25, 50, 100]
    assert response.context["counts"] == {
        "not_started": 1,
        "active": 1,
        "stuck": 1,
        "finished": 1,
        "withdrawn": 1,
        "late": 0,
        "all": 4,
    }


def test_the_rule_of_the_reminder_decides_after_how_many_days_one_is_stuck(cohort, trainer):
    member(cohort, days=4, done=1)
    url = reverse("courses:board", args=["groupe"])
    assert shown(signed_in(trainer).get(url))[0][1] == "active"
    ReminderRule.objects.create(kind="inactive", cohort=cohort, days=3)
    assert shown(signed_in(trainer).get(url))[0][1] == "stuck"


def test_two_failed_attempts_make_stuck_until_passed(cohort, trainer):
    enrolment = member(cohort, days=0)
    unit = cohort.course.units.first()
    assessment = AssessmentFactory(unit=unit)
    for number in (1, 2):
        Attempt.objects.create(
            enrolment=enrolment,
            assessment=assessment,
            number=number,
            status="submitted",
            draw=[],
            language="fr",
            started_at=timezone.now(),
            score=40,
            passed=False,
        )
    url = reverse("courses:board", args=["groupe"])
    assert shown(signed_in(trainer).get(url))[0][1] == "stuck"
    UnitCompletionFactory(enrolment=enrolment, unit=unit)
    assert shown(signed_in(trainer).get(url))[0][1] == "active"


def test_filters_search_and_sort_are_in_the_address(cohort, trainer):
    late = member(cohort, days=1, user__family_name="Zaïdi", user__given_name_ar="إيمان")
    member(cohort, days=1, done=2, user__family_name="Alaoui")
    gone = member(cohort, status="withdrawn")
    unit = cohort.course.units.first()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    DueDate.objects.create(cohort=cohort, unit=unit, basis="date", day=yesterday)
    UnitCompletionFactory(enrolment=Enrolment.objects.get(user__family_name="Alaoui"), unit=unit)
    client = signed_in(trainer)
    url = reverse("courses:board", args=["groupe"])
    for query in ("late=on", "q=zaidi", "q=ايمان", "sort=need", "sort=progress"):
        assert shown(client.get(f"{url}?{query}"))[0][0] == late.user_id, query
    assert shown(client.get(f"{url}?state=withdrawn")) == [(gone.user_id, "withdrawn")]
    assert shown(client.get(f"{url}?q=personne")) == []
    assert client.get(f"{url}?state=nonsense").status_code == 400


def test_people_and_cohorts_of_others_do_not_exist(cohort):
    enrolment = member(cohort)
    stranger = UserFactory(role=Role.TRAINER)
    CohortFactory(course=cohort.course).trainers.add(stranger)
    person = enrolment.user.uuid
    for name, args in (
        ("board", ["groupe"]),
        ("board_export", ["groupe"]),
        ("board_message", ["groupe"]),
        ("board_announcements", ["groupe"]),
        ("board_member", ["groupe", person]),
    ):
        url = reverse(f"courses:{name}", args=args)
        assert signed_in(stranger).get(url).status_code == 404, name
        assert signed_in(enrolment.user).get(url).status_code == 403, name
        assert Client().get(url).status_code == 302, name
    listed = signed_in(stranger).get(reverse("courses:board_cohorts"))
    assert "groupe" not in listed.content.decode()
    monitoring = UserFactory(role=Role.MONITORING)
    assert signed_in(monitoring).get(reverse("courses:board_cohorts")).status_code == 403


def test_a_manager_sees_the_own_institutions_people_and_only_reads(cohort):
    top = OrganisationFactory()
    agency = OrganisationFactory(parent=top)
    manager = UserFactory(role=Role.INSTITUTION_MANAGER)
    ManagerGrant.objects.create(user=manager, organisation=top)
    ours = member(cohort, organisation=agency)
    MembershipFactory(user=ours.user, organisation=agency)
    other = member(cohort, organisation=OrganisationFactory())
    client = signed_in(manager)
    response = client.get(reverse("courses:board", args=["groupe"]))
    assert shown(response) == [(ours.user_id, "not_started")]
    assert response.context["may_write"] is False
    url = reverse("courses:board_member", args=["groupe", other.user.uuid])
    assert client.get(url).status_code == 404
    url = reverse("courses:board_message", args=["groupe"])
    assert client.post(url, {"people": [str(ours.user.uuid)]}).status_code == 403
    url = reverse("courses:board_extend", args=["groupe", ours.user.uuid])
    assert client.post(url, {"unit": 1, "day": "2030-01-01", "reason": "x"}).status_code == 403
    exported = client.get(reverse("courses:board_export", args=["groupe"]) + "?format=csv")
    text = b"".join(exported.streaming_content).decode()
    assert ours.user.username in text
    assert other.user.username not in text


def test_writing_to_the_chosen_compose_preview_send(cohort, trainer):
    chosen = [member(cohort).user for _number in range(2)]
    member(cohort)
    client = signed_in(trainer)
    url = reverse("courses:board_message", args=["groupe"])
    people = [str(user.uuid) for user in chosen]
    assert client.post(url, {"to": "chosen", "people": people}).status_code == 200
    values = {"to": "chosen", "people": people, "title_fr": "Aide", "text_fr": "Je vous appelle."}
    refused = client.post(url, {**values, "step": "preview"})
    assert refused.status_code == 400
    values |= {"by_mail": "on", "on_dashboard": "on"}
    preview = client.post(url, {**values, "step": "preview"})
    assert preview.status_code == 200
    assert "Je vous appelle." in preview.content.decode()
    assert Announcement.objects.count() == 0
    sent = client.post(url, {**values, "step": "send"})
    announcement = Announcement.objects.get()
    assert sent.url == reverse("courses:board_announcement", args=["groupe", announcement.uuid])
    assert announcement_send(announcement.pk) == 2
    progress = client.get(sent.url, headers={"HX-Request": "true"})
    assert progress.status_code == 200
    assert ModelLogEntry.objects.filter(action="courses.announcement", user=trainer).count() == 1


def test_writing_to_those_found_takes_the_filters(cohort, trainer):
    member(cohort, days=1)
    stuck = member(cohort, days=30)
    client = signed_in(trainer)
    url = reverse("courses:board_message", args=["groupe"])
    response = client.post(url, {"to": "found", "query": "state=stuck"})
    assert [person.pk for person in response.context["people"]] == [stuck.user_id]
    assert client.post(url, {"to": "found", "query": "q=personne"}).status_code == 302
    assert client.post(url, {"people": ["nonsense"]}).status_code == 404
    assert client.get(url).context["people"] is None


def test_the_file_has_the_rows_of_the_screen_is_safe_and_audited(cohort, trainer):
    member(cohort, days=1, done=2, user__family_name="=1+1", user__given_name="")
    member(cohort, days=40, done=1)
    client = signed_in(trainer)
    url = reverse("courses:board_export", args=["groupe"])
    response = client.get(f"{url}?state=active&format=csv")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("'=1+1;")
    book = load_workbook(io.BytesIO(client.get(f"{url}?format=xlsx").content))
    assert book.active.max_row == 3
    entries = ModelLogEntry.objects.filter(action="courses.cohort_export").order_by("pk")
    assert [(row.data["format"], row.data["rows"], row.data["query"]) for row in entries] == [
        ("csv", 1, "state=active"),
        ("xlsx", 2, ""),
    ]
    assert client.get(f"{url}?format=pdf").status_code == 404


def test_more_time_for_one_person(cohort, trainer):
    enrolment = member(cohort)
    unit = cohort.course.units.first()
    day = timezone.localdate()
    DueDate.objects.create(cohort=cohort, unit=unit, basis="date", day=day)
    client = signed_in(trainer)
    url = reverse("courses:board_extend", args=["groupe", enrolment.user.uuid])
    later = (day + dt.timedelta(days=5)).isoformat()
    assert client.post(url, {"unit": unit.pk, "day": later, "reason": ""}).status_code == 400
    assert client.post(url, {"unit": 999, "day": later, "reason": "x"}).status_code == 404
    past = (day - dt.timedelta(days=1)).isoformat()
    assert client.post(url, {"unit": unit.pk, "day": past, "reason": "x"}).status_code == 400
    assert DueExtension.objects.count() == 0
    response = client.post(url, {"unit": unit.pk, "day": later, "reason": "Congé"})
    assert response.status_code == 302
    assert DueExtension.objects.get().day.isoformat() == later
    page = client.get(reverse("courses:board_member", args=["groupe", enrolment.user.uuid]))
    assert "Congé" in page.content.decode()


def test_the_page_of_a_member_shows_their_attendance(cohort, trainer):
    enrolment = member(cohort)
    session = SessionFactory(unit=cohort.course.units.first(), over=True)
    Attendance.objects.create(
        session=session, enrolment=enrolment, state="partial", minutes=90,
        marked_at=session.ends_at, source="list", marked_by=trainer,
    )  # fmt: skip
    page = signed_in(trainer).get(
        reverse("courses:board_member", args=["groupe", enrolment.user.uuid])
    )
    html = page.content.decode()
    assert f"Séance du {date_format_long(session.starts_at)} : Présence partielle" in html
    assert "90 minutes" in html


@pytest.mark.parametrize("size", [3, 23])
def test_the_board_takes_the_same_queries_whatever_the_size(cohort, trainer, size):
    units = list(cohort.course.units.all())
    for unit in units:
        DueDate.objects.create(cohort=cohort, unit=unit, basis="enrolment", days=3)
    for number in range(size):
        enrolment = member(cohort, days=number)
        UnitCompletionFactory(enrolment=enrolment, unit=units[0])
    client = signed_in(trainer)
    url = reverse("courses:board", args=["groupe"])
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert len(shown(client.get(url))) == size
    assert len(queries) == 16
    url = reverse("courses:board_cohorts")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len(queries) == 7
