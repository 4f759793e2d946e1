"""People reached: the table, the totals and the files say the same, for every filter."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from openpyxl import load_workbook

from accounts.enums import Role
from accounts.models import ManagerGrant
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.workshops import WorkshopReportFactory

pytestmark = pytest.mark.django_db
PATH = "/admin/results/reached/"


def staff(client: Client, role: Role) -> Any:
    user = UserFactory(role=role, language="fr")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    return user


@pytest.fixture
def workshops() -> dict[str, Any]:
    root = OrganisationFactory(name_fr="Agences")
    agency = OrganisationFactory(name_fr="Agence Nord", parent=root, region="01")
    south = OrganisationFactory(name_fr="Agence Sud", region="09")
    day = dt.date(2026, 10, 5)
    common: dict[str, Any] = {
        "status": "validated",
        "quiz_right": 3,
        "quiz_answers": 4,
        "facilitator__given_name": "Zahra",
    }
    WorkshopReportFactory(organisation=agency, held_on=day, **common)
    WorkshopReportFactory(organisation=agency, held_on=dt.date(2026, 11, 5), **common)
    WorkshopReportFactory(organisation=south, region="09", held_on=day, **common)
    WorkshopReportFactory(organisation=south, region="09", held_on=day, status="sent")
    return {"root": root, "agency": agency, "south": south}


def query(workshops: dict[str, Any], text: str) -> str:
    return text.replace("ROOT", str(workshops["root"].pk))


@pytest.mark.parametrize(
    ("filters", "people"),
    [
        ("", 15),
        ("organisation=ROOT", 10),
        ("region=09", 5),
        ("since=2026-11-01", 5),
        ("until=2026-10-31", 10),
        ("status=all", 20),
        ("status=sent", 5),
        ("region=12", 0),
    ],
)
def test_table_totals_and_files_are_the_same_figures(
    client: Client, workshops: dict[str, Any], filters: str, people: int
):
    staff(client, Role.ADMINISTRATOR)
    chosen = query(workshops, filters)
    for group in ("organisation", "region", "month"):
        context = client.get(f"{PATH}?{chosen}&group={group}").context
        totals, lines = context["totals"], context["lines"]
        assert totals["people"] == people
        for name in ("workshops", "people", "women", "sex_not_stated", "under_25", "answers"):
            assert totals[name] == sum(line[name] for line in lines), name
        assert totals["people"] == totals["women"] + totals["men"] + totals["sex_not_stated"]
    text = client.get(f"{PATH}?{chosen}&format=csv").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert sum(int(row["Participant.e.s"]) for row in rows) == people
    book = load_workbook(io.BytesIO(client.get(f"{PATH}?{chosen}&format=xlsx").content)).active
    assert book is not None
    values = list(book.values)
    place = values[0].index("Participant.e.s")
    assert sum(int(row[place]) for row in values[1:]) == people


def test_the_names_of_facilitators_are_for_those_who_may_export_them(
    client: Client, workshops: dict[str, Any]
):
    for role, shown in ((Role.MONITORING, False), (Role.ADMINISTRATOR, True)):
        staff(client, role)
        assert ("Zahra" in client.get(PATH).content.decode()) is shown
        text = client.get(f"{PATH}?format=csv").getvalue().decode()
        assert ("Zahra" in text) is shown


def test_a_manager_counts_the_own_institutions_only(client: Client, workshops: dict[str, Any]):
    manager = staff(client, Role.INSTITUTION_MANAGER)
    assert client.get(PATH).context["totals"]["people"] == 0
    ManagerGrant.objects.create(user=manager, organisation=workshops["root"])
    context = client.get(PATH).context
    assert [line["label"] for line in context["lines"]] == ["Agence Nord"]
    assert "Agence Sud" not in client.get(f"{PATH}?format=csv").getvalue().decode()


def test_a_wrong_filter_is_refused_with_a_reason(client: Client):
    staff(client, Role.ADMINISTRATOR)
    for bad in ("region=99", "since=x", "since=2026-02-01&until=2026-01-01", "organisation=x"):
        assert client.get(f"{PATH}?{bad}").status_code == 400


@pytest.mark.parametrize("size", [1, 3])
def test_the_report_costs_the_same_whatever_its_size(
    client: Client, size: int, django_assert_num_queries: Any
):
    staff(client, Role.ADMINISTRATOR)
    client.get(PATH)
    WorkshopReportFactory.create_batch(size, status="validated")
    with django_assert_num_queries(15):
        client.get(PATH)
