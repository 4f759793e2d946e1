"""Who needs help: the board's states, each in the own scope, and the action beside it."""

import datetime as dt
import io
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import Role
from accounts.models import ManagerGrant
from courses.models import Cohort, DueDate, Enrolment
from courses.progress.board.members import members_get
from courses.progress.board.permissions import members_shown
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db
PATH = "/admin/results/at-risk/"


def staff(client: Client, role: Role) -> Any:
    user = UserFactory(role=role, language="fr")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    return user


def members_make(cohort: Cohort, organisation: Any, times: int = 1) -> None:
    """Per time: one not started, one silent, one active, one finished, one who left."""
    now = timezone.now()
    base = {"cohort": cohort, "course": cohort.course, "organisation": organisation}
    for _time in range(times):
        EnrolmentFactory(**base, user__family_name="Attend")
        long_ago = now - dt.timedelta(days=30)
        EnrolmentFactory(
            **base, started_at=long_ago, last_activity_at=long_ago, user__family_name="Silencieux"
        )
        EnrolmentFactory(**base, started_at=now, last_activity_at=now, user__family_name="Avance")
        EnrolmentFactory(**base, completed=True, started_at=now, user__family_name="Termine")
        EnrolmentFactory(**base, status="withdrawn", user__family_name="Parti")


@pytest.fixture
def followed() -> dict[str, Any]:
    """Two cohorts of one course, one in an institution below a root."""
    course = CourseFactory(units=3)
    root = OrganisationFactory()
    agency = OrganisationFactory(parent=root)
    north = CohortFactory(course=course, title_fr="Nord", organisation=agency)
    south = CohortFactory(course=course, title_fr="Sud")
    members_make(north, agency)
    members_make(south, OrganisationFactory())
    CohortFactory(course=course, title_fr="Ancienne", is_archived=True)
    return {"course": course, "root": root, "north": north, "south": south}


def names(context: Any) -> list[str]:
    return [person.member.first.family_name for risk in context["risks"] for person in risk.people]


def test_the_counts_are_the_boards_own(client: Client, followed: dict[str, Any]):
    admin = staff(client, Role.ADMINISTRATOR)
    risks = client.get(PATH).context["risks"]
    assert sorted(risk.cohort.title_fr for risk in risks) == ["Nord", "Sud"]
    for risk in risks:
        board = members_get(risk.cohort, members_shown(admin, risk.cohort))
        present = [one for one in board if one.state != "withdrawn"]
        assert risk.members == len(present) == 4
        for state in ("not_started", "stuck", "active", "finished"):
            assert risk.counts[state] == sum(one.state == state for one in present) == 1
        assert [one.member.first.family_name for one in risk.people] == ["Attend", "Silencieux"]


def test_reasons_are_chosen_and_a_date_that_passed_is_one(client: Client, followed: dict[str, Any]):
    staff(client, Role.ADMINISTRATOR)
    unit = followed["course"].units.first()
    day = timezone.localdate() - dt.timedelta(days=2)
    DueDate.objects.create(cohort=followed["north"], unit=unit, basis="date", day=day)
    assert names(client.get(f"{PATH}?need=not_started").context) == ["Attend", "Attend"]
    assert names(client.get(f"{PATH}?need=stuck").context) == ["Silencieux", "Silencieux"]
    late = client.get(f"{PATH}?need=late").context
    # Whoever finished or left is late with nothing.
    assert names(late) == ["Attend", "Avance", "Silencieux"]
    assert client.get(f"{PATH}?need=x").status_code == 400


def test_the_action_is_beside_each_person(client: Client, followed: dict[str, Any]):
    trainer = staff(client, Role.TRAINER)
    assert names(client.get(PATH).context) == []
    followed["north"].trainers.add(trainer)
    page = client.get(PATH)
    assert names(page.context) == ["Attend", "Silencieux"]
    text = page.content.decode()
    person = Enrolment.objects.get(cohort=followed["north"], user__family_name="Attend")
    assert f'name="people" value="{person.user.uuid}"' in text
    assert f"/follow-up/{followed['north'].code}/message/" in text
    assert f"/follow-up/{followed['north'].code}/members/{person.user.uuid}/" in text
    assert f"mailto:{person.user.mail_address}" in text
    assert f"/enrolments/{person.uuid}/" in text


def test_a_manager_sees_the_own_people_and_writes_to_none(client: Client, followed: dict[str, Any]):
    manager = staff(client, Role.INSTITUTION_MANAGER)
    assert client.get(PATH).context["risks"] == []
    ManagerGrant.objects.create(user=manager, organisation=followed["root"])
    page = client.get(PATH)
    assert [risk.cohort.title_fr for risk in page.context["risks"]] == ["Nord"]
    assert 'name="people"' not in page.content.decode()
    assert client.get(f"{PATH}?cohort={followed['south'].pk}").status_code == 400


def test_monitoring_sees_counts_without_names_or_small_groups(
    client: Client, followed: dict[str, Any]
):
    staff(client, Role.MONITORING)
    members_make(followed["south"], None, times=5)
    for address in (PATH, f"{PATH}?format=csv"):
        answer = client.get(address)
        text = (answer.getvalue() if answer.streaming else answer.content).decode()
        assert "Silencieux" not in text
    risks = {risk.cohort.title_fr: risk for risk in client.get(PATH).context["risks"]}
    assert (risks["Nord"].members, set(risks["Nord"].counts.values()) - {0}) == (None, {None})
    assert (risks["Sud"].members, risks["Sud"].counts["stuck"]) == (24, 6)


def test_the_file_holds_the_same_people(client: Client, followed: dict[str, Any]):
    staff(client, Role.ADMINISTRATOR)
    book = load_workbook(io.BytesIO(client.get(f"{PATH}?format=xlsx").content))
    people, cohorts = book.worksheets
    assert len(list(people.values)) == 5
    assert [row[1] for row in list(cohorts.values)[1:]] == [4, 4]


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_costs_the_same_whatever_its_size(
    client: Client, size: int, django_assert_num_queries: Any
):
    staff(client, Role.ADMINISTRATOR)
    client.get(PATH)
    course = CourseFactory(units=3)
    for _number in range(size):
        members_make(CohortFactory(course=course), None, times=size)
    with django_assert_num_queries(22):
        client.get(PATH)
