"""A report on a year counts people where they were in that year, also after a move."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.memberships.services import memberships_move
from accounts.models import User
from courses.models import Enrolment
from reports.api import facts_catch_up, facts_rebuild
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.reports.screens.test_screens import ROWS, staff

pytestmark = pytest.mark.django_db


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{text}T12:00:00+01:00")


@pytest.fixture
def moved(client: Client) -> dict[str, Any]:
    """Enrolled in Tanger in March 2026, moved to Agadir in July, completed there in October."""
    admin = staff(client, Role.ADMINISTRATOR)
    tanger = OrganisationFactory(code="tanger", name_fr="Tanger exemple", region="01")
    agadir = OrganisationFactory(code="agadir", name_fr="Agadir exemple", region="09")
    person: User = MembershipFactory(
        organisation=tanger, region="01", starts_on=dt.date(2025, 1, 1)
    ).user
    row = EnrolmentFactory(user=person, organisation=agadir, region="09", completed=True)
    Enrolment.objects.filter(pk=row.pk).update(
        enrolled_at=moment("2026-03-10"), completed_at=moment("2026-10-05")
    )
    memberships_move(people=[person], organisation=agadir, starts_on=dt.date(2026, 7, 1), by=admin)
    facts_rebuild()
    return {"tanger": tanger, "agadir": agadir, "person": person, "admin": admin}


def read(client: Client, query: str) -> list[tuple[str, str]]:
    """Institution and region of each row of the file, which is as long as the screen's total."""
    text = client.get(f"{ROWS}?{query}&format=csv").getvalue().decode("utf-8-sig")
    lines = csv.DictReader(io.StringIO(text), delimiter=";")
    # Who made the file, and the definitions, stand after the rows.
    found = [line for line in lines if line["Participations"]]
    assert client.get(f"{ROWS}?{query}").context["total"].participations == len(found)
    return [(line["Institution"], line["Région"]) for line in found]


def test_the_enrolments_of_the_first_half_are_of_the_first_place(
    client: Client, moved: dict[str, Any]
):
    first = "indicator=enrolled&since=2026-01-01&until=2026-06-30"
    assert read(client, first) == [("Tanger exemple", "Tanger-Tétouan-Al Hoceïma")]
    assert read(client, f"{first}&institution={moved['agadir'].pk}") == []
    assert len(read(client, f"{first}&institution={moved['tanger'].pk}")) == 1


def test_the_completions_of_the_year_are_of_the_second_place(client: Client, moved: dict[str, Any]):
    year = "indicator=completed&year=2026"
    assert read(client, year) == [("Agadir exemple", "Souss-Massa")]
    assert read(client, f"{year}&region=01") == []
    assert len(read(client, f"{year}&region=09")) == 1


def test_a_corrected_date_corrects_the_figures_by_itself(client: Client, moved: dict[str, Any]):
    """It turns out that the person had moved in February already."""
    memberships_move(
        people=[moved["person"]],
        organisation=moved["agadir"],
        starts_on=dt.date(2026, 2, 1),
        by=moved["admin"],
    )
    facts_catch_up(max_age=0)
    assert read(client, "indicator=enrolled&year=2026") == [("Agadir exemple", "Souss-Massa")]
