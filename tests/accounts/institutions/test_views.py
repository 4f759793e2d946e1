"""The pages of institutions and memberships: in the reader's language, nothing half-written."""

import datetime as dt
import io
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.institutions.duplicates import duplicates_proposed
from accounts.models import ManagerGrant, Membership, Organisation, User
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
TREE = "/admin/snippets/accounts/organisation/"


@pytest.fixture
def admin(client: Client) -> User:
    return login(client, Role.ADMINISTRATOR)


def login(client: Client, role: Role, language: str = "fr") -> User:
    user: User = UserFactory(role=role, language=language)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    return user


def form(**changes: Any) -> dict[str, Any]:
    return {
        "name_fr": "Agence exemple",
        "name_ar": "وكالة مثال",
        "kind": "employment",
        "region": "01",
        "is_active": "on",
        **changes,
    }


@pytest.mark.parametrize(("language", "name"), [("fr", "Racine"), ("ar", "الأصل")])
def test_the_tree_speaks_the_readers_language(client: Client, language: str, name: str):
    login(client, Role.ADMINISTRATOR, language)
    root = OrganisationFactory(name_fr="Racine", name_ar="الأصل")
    OrganisationFactory(parent=root, name_fr="Dessous", name_ar="تابعة")
    html = client.get(TREE).content.decode()
    assert html.index(f">{name}</a>") > 0
    assert html.count("<details") >= 1
    found = client.get(f"{TREE}?q=dessous").context
    assert ([node.row.name_fr for node in found["nodes"]], found["total"]) == (["Dessous"], 1)


def test_the_file_holds_what_the_screen_holds(client: Client, admin: User):
    root = OrganisationFactory(code="root", name_fr="=Racine")
    MembershipFactory(organisation=OrganisationFactory(code="below", parent=root))
    book = load_workbook(io.BytesIO(client.get(f"{TREE}?format=xlsx").content))
    rows = list(book.active.iter_rows(values_only=True))[1:]
    assert [(row[0], row[1], row[2], row[10]) for row in rows] == [
        ("root", None, "'=Racine", 1),
        ("below", "root", rows[1][2], 1),
    ]
    entry = ModelLogEntry.objects.get(action="accounts.institutions_export")
    assert (entry.user, entry.data["rows"]) == (admin, 2)


def test_an_institution_is_added_edited_and_closed(client: Client, admin: User):
    root = OrganisationFactory(code="root", region="01")
    initial = client.get(f"{TREE}add/?parent={root.pk}").context["form"].initial
    assert initial == {"parent": root.pk, "kind": "employment", "region": "01"}
    client.post(f"{TREE}add/", form(parent=root.pk))
    row = Organisation.objects.get(code="agence-exemple")
    assert row.get_parent() == root
    edit = f"{TREE}edit/{row.pk}/"
    assert client.post(edit, form(name_fr="", code=row.code)).status_code == 400
    client.post(edit, form(code=row.code, city="Tanger"))
    client.post(f"/admin/institutions/{row.pk}/state/", {"is_active": "no"})
    row.refresh_from_db()
    assert (row.name_fr, row.city, row.is_active) == ("Agence exemple", "Tanger", False)
    actions = ModelLogEntry.objects.order_by("pk").values_list("action", flat=True)
    assert [name for name in actions if name.startswith("accounts.institution")] == [
        "accounts.institution_add",
        "accounts.institution_edit",
        "accounts.institution_edit",
    ]


def test_a_code_that_is_taken_is_refused_with_a_word(client: Client, admin: User):
    OrganisationFactory(code="pris")
    answer = client.post(f"{TREE}add/", form(code="pris"))
    assert answer.status_code == 400
    assert "code" in answer.context["form"].errors
    assert Organisation.objects.count() == 1


def test_a_move_is_shown_before_it_is_done(client: Client, admin: User):
    old, new = OrganisationFactory(code="old"), OrganisationFactory(code="new")
    row = OrganisationFactory(code="row", parent=old)
    manager = UserFactory(role=Role.INSTITUTION_MANAGER)
    ManagerGrant.objects.create(user=manager, organisation=new)
    url = f"/admin/institutions/{row.pk}/move/"
    shown = client.get(f"{url}?parent={new.pk}").context
    assert (shown["sight"].gains, shown["people"]) == ([manager], 0)
    row.refresh_from_db()
    assert row.get_parent() == old
    assert client.post(url, {"parent": row.pk}).status_code == 400
    client.post(url, {"parent": new.pk})
    assert Organisation.objects.get(code="row").get_parent() == new


def test_duplicates_are_proposed_compared_and_merged(client: Client, admin: User):
    kept = OrganisationFactory(name_fr="ANAPEC, Tanger", city="Tanger", region="01")
    old = OrganisationFactory(name_fr="Agence ANAPEC de Tanger", city="", region="01")
    OrganisationFactory(name_fr="ANAPEC, Agadir", city="Agadir", region="09")
    (pair,) = client.get("/admin/institutions/duplicates/").context["proposals"]
    assert (pair.kept, pair.old, pair.is_same_name) == (kept, old, True)
    url = f"/admin/institutions/{old.pk}/merge/"
    assert client.get(f"{url}?kept={kept.pk}").context["plan"].refusal == ""
    assert Organisation.objects.get(pk=old.pk).merged_into is None
    assert client.post(url, {"kept": old.pk}).status_code == 400
    client.post(url, {"kept": kept.pk, "reason": "doublon"})
    assert Organisation.objects.get(pk=old.pk).merged_into == kept
    assert client.get(url).status_code == 200
    page = client.get(f"{TREE}edit/{old.pk}/").content.decode()
    assert f"{TREE}edit/{kept.pk}/" in page
    assert duplicates_proposed() == []


@pytest.mark.parametrize(
    ("one", "other", "proposed"),
    [
        ("Délégation régionale Fès", "Fès délégation régionale", True),
        ("Centre 1 de Rabat", "Centre 2 de Rabat", False),
        ("Association Exemple", "Fondation Modèle", False),
        ("وكالة طنجة", "Agence exemple", False),
    ],
)
def test_which_names_look_alike(one: str, other: str, proposed: bool):
    for name in (one, other):
        OrganisationFactory(name_fr=name, region="")
    assert bool(duplicates_proposed()) == proposed


def test_a_line_is_added_and_corrected_on_the_pages(client: Client, admin: User):
    place = OrganisationFactory(code="fes", region="03", city="Fès")
    person = MembershipFactory(starts_on=dt.date(2025, 1, 1)).user
    url = f"/admin/people/{person.uuid}/institutions/"
    data = {"organisation": place.pk, "starts_on": "2024-01-01", "ends_on": "2025-02-01"}
    answer = client.post(url, data)
    assert (answer.status_code, person.memberships.count()) == (400, 1)
    assert "starts_on" in answer.context["form"].errors
    assert client.post(url, {**data, "ends_on": "2024-12-31"}).status_code == 302
    row = Membership.objects.get(organisation=place)
    assert (row.region, row.city) == ("03", "Fès")
    edit = f"/admin/memberships/{row.pk}/"
    correction = {**data, "starts_on": "2024-02-01", "ends_on": "2024-12-31"}
    assert client.post(edit, correction).status_code == 400
    assert client.post(edit, {**correction, "reason": "erreur"}).status_code == 302
    row.refresh_from_db()
    assert row.starts_on == dt.date(2024, 2, 1)


def test_many_are_moved_from_the_list_of_members(client: Client, admin: User):
    here, there = OrganisationFactory(), OrganisationFactory()
    people = [
        MembershipFactory(organisation=here, starts_on=dt.date(2025, 1, 1)).user
        for _number in range(3)
    ]
    page = client.get(f"/admin/institutions/{here.pk}/members/").context["page_obj"]
    assert {row.user for row in page} == set(people)
    data: dict[str, Any] = {"person": [row.uuid for row in people[:2]]}
    assert client.post("/admin/people/move/", data).status_code == 200
    data |= {"organisation": there.pk, "starts_on": "2026-09-01"}
    shown = client.post("/admin/people/move/", data).context["result"]
    assert (shown.changed, Membership.objects.count()) == (2, 3)
    client.post("/admin/people/move/", {**data, "confirm": "yes"})
    moved = Membership.objects.filter(organisation=there, starts_on=dt.date(2026, 9, 1))
    assert {row.user for row in moved} == set(people[:2])
    assert client.post("/admin/people/move/", {"person": "x"}).status_code == 302


def test_the_pages_cost_the_same_at_any_size(client: Client, admin: User):
    root = OrganisationFactory()
    paths = (TREE, f"/admin/institutions/{root.pk}/members/")
    counts: dict[str, list[int]] = {path: [] for path in paths}
    for size in (1, 7):
        for _number in range(size):
            MembershipFactory(organisation=OrganisationFactory(parent=root))
            root.refresh_from_db()
        for path in paths:
            client.get(path)  # what a process keeps is kept now
            with CaptureQueriesContext(connection) as seen:
                client.get(path)
            counts[path].append(len(seen))
    assert counts == {path: [12, 12] for path in paths}
