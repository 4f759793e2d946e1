"""The completion report: totals equal rows, in every format, for those who may."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import Role
from courses.models import Enrolment
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import EnrolmentFactory

pytestmark = pytest.mark.django_db
URL = "/admin/results/completion/"


def login(client: Client, role: Role) -> Any:
    user = UserFactory(role=role, language="fr")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    return user


@pytest.fixture
def rows() -> list[Enrolment]:
    parent = OrganisationFactory(code="anapec")
    child = OrganisationFactory(code="agence", parent=parent)
    course = CourseFactory(units=2)
    woman = UserFactory(gender="F", family_name="=Alaoui", family_name_ar="العلوي")
    return [
        EnrolmentFactory(
            user=woman, course=course, organisation=child, region="01", completed=True
        ),
        EnrolmentFactory(user=woman, organisation=child, region="01"),
        EnrolmentFactory(user__gender="M", course=course, organisation=parent, region="09"),
        EnrolmentFactory(user__gender="N", course=course, status="withdrawn", language="ar"),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {0, 1, 2, 3}),
        ("status=completed", {0}),
        ("region=01", {0, 1}),
        ("gender=M", {2}),
        ("gender=N", {3}),
        ("language=ar", {3}),
        ("q=alaoui", {0, 1}),
        ("q=العلوي", {0, 1}),
        ("organisation=PARENT", {0, 1, 2}),
        ("organisation=CHILD", {0, 1}),
        ("since=2099-01-01", set()),
        ("until=2000-01-01", set()),
    ],
)
def test_totals_and_files_equal_the_rows(
    client: Client, rows: list[Enrolment], query: str, expected: set[int]
):
    login(client, Role.ADMINISTRATOR)
    query = query.replace("PARENT", str(rows[2].organisation_id))
    query = query.replace("CHILD", str(rows[0].organisation_id))
    context = client.get(f"{URL}?{query}").context
    shown = {entry["row"].pk for entry in context["rows"]}
    assert shown == {rows[index].pk for index in expected}
    assert context["totals"]["enrolments"] == len(expected)
    assert context["totals"]["people"] == len({rows[index].user_id for index in expected})
    lines = list(csv.reader(io.StringIO(csv_text(client, query)), delimiter=";"))
    assert len(lines) - 1 == len(expected)
    sheet = load_workbook(io.BytesIO(client.get(f"{URL}?{query}&format=xlsx").content)).active
    assert sheet is not None
    assert sheet.max_row - 1 == len(expected)


def csv_text(client: Client, query: str) -> str:
    content = b"".join(client.get(f"{URL}?{query}&format=csv").streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return content.decode("utf-8-sig")


def test_files_have_real_dates_and_numbers_and_no_formula(client: Client, rows: list[Enrolment]):
    login(client, Role.ADMINISTRATOR)
    content = client.get(f"{URL}?status=completed&format=xlsx").content
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    values = [cell.value for cell in sheet[2]]
    assert values[0] == "Amina =Alaoui"
    assert values[9] == 100
    assert values[11] == dt.datetime.combine(timezone.localdate(), dt.time.min)
    assert "Amina =Alaoui" in csv_text(client, "status=completed")


def test_a_name_that_is_a_formula_is_neutralised(client: Client):
    login(client, Role.ADMINISTRATOR)
    EnrolmentFactory(user__given_name="=cmd()", user__family_name="X")
    assert "'=cmd() X" in csv_text(client, "q=cmd")


def test_figures_without_names_for_the_monitoring_officer(client: Client, rows: list[Enrolment]):
    login(client, Role.MONITORING)
    response = client.get(f"{URL}?q=alaoui")
    assert response.context["totals"]["enrolments"] == 4
    for text in (response.content.decode(), csv_text(client, "")):
        assert "Alaoui" not in text
        assert rows[0].user.username not in text


@pytest.mark.parametrize("role", [Role.LEARNER, Role.AUTHOR, Role.TRANSLATOR, Role.TRAINER])
@pytest.mark.parametrize("query", ["", "?format=csv", "?format=xlsx"])
def test_others_see_no_report(client: Client, rows: list[Enrolment], role: Role, query: str):
    login(client, role)
    response = client.get(f"{URL}{query}")
    assert response.status_code in {302, 403}
    assert b"Alaoui" not in response.content


@pytest.mark.parametrize("query", ["since=bad", "region=99", "since=2026-02-01&until=2026-01-01"])
def test_bad_filters_are_refused(client: Client, query: str):
    login(client, Role.ADMINISTRATOR)
    assert client.get(f"{URL}?{query}").status_code == 400


@pytest.mark.parametrize("size", [3, 40])
def test_queries_do_not_grow(client: Client, size: int, django_assert_num_queries):
    login(client, Role.ADMINISTRATOR)
    course = CourseFactory(units=1)
    EnrolmentFactory.create_batch(size, course=course)
    client.get(URL)
    with django_assert_num_queries(14):
        client.get(URL)
