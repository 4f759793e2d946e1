"""The history page: who may read it, how it is searched, and that nothing changes it."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.snippets.models import get_snippet_models

from accounts.enums import Role
from accounts.merge.services import accounts_merge
from accounts.models import User
from accounts.role_changes import roles_set
from core.audit import AuditFrozenError, audit_write
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
URL = "/admin/audit/"


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    settings.LMS_STAFF_MFA_REQUIRED = False


@pytest.fixture
def admin(client: Client) -> User:
    user: User = UserFactory(
        role=Role.ADMINISTRATOR, given_name="Chef", family_name="Fe", given_name_ar="", username="c"
    )
    client.force_login(user)
    return user


def person(family: str) -> User:
    user: User = UserFactory(given_name="Salma", family_name=family, family_name_ar="")
    return user


def write(by: User | None, about: User, action: str = "accounts.roles", **values: Any) -> None:
    audit_write(action=action, instance=about, by=by, person=about, **values)


def shown(client: Client, **query: Any) -> list[str]:
    """The people whose entries are listed, latest first."""
    response = client.get(URL, query)
    assert response.status_code == 200
    return [line.person.removeprefix("Salma ") for line in response.context["lines"]]


def test_an_entry_is_a_sentence_in_the_readers_language(client: Client, admin: User):
    about = person("Alaoui")
    roles_set(user=about, roles=[Role.TRAINER], organisations=[], by=admin)
    html = client.get(URL).content.decode()
    for words in ("Salma Alaoui", "Chef Fe", "Rôles : – → Formatrice, formateur"):
        assert words in html
    User.objects.filter(pk=admin.pk).update(language="ar")
    admin.refresh_from_db()
    admin.save()
    client.force_login(admin)
    html = client.get(URL).content.decode()
    assert "سجل الإجراءات" in html
    assert 'dir="rtl"' in html


def test_search_by_person_actor_group_title_and_day(client: Client, admin: User):
    other = UserFactory(given_name="Autre", family_name="Agente")
    write(admin, person("Alaoui"), before=["learner"], after=["trainer"])
    write(other, person("Bennani"), "accounts.merge", before="a", after="b")
    old = timezone.now() - dt.timedelta(days=10)
    ModelLogEntry.objects.filter(label="Salma Bennani").update(timestamp=old)
    day = timezone.localtime(old).date()
    assert shown(client) == ["Alaoui", "Bennani"]
    for query, found in (
        ({"person": "salma alaoui"}, ["Alaoui"]),
        ({"person": "personne"}, []),
        ({"uuid": User.objects.get(family_name="Bennani").uuid}, ["Bennani"]),
        ({"actor": "agente"}, ["Bennani"]),
        ({"group": "roles"}, ["Alaoui"]),
        ({"group": "people"}, ["Bennani"]),
        ({"about": "benn"}, ["Bennani"]),
        ({"since": day + dt.timedelta(days=1)}, ["Alaoui"]),
        ({"until": day}, ["Bennani"]),
        ({"since": day, "until": day}, ["Bennani"]),
    ):
        assert shown(client, **query) == found, query


@pytest.mark.parametrize(
    ("hour", "day"), [("2026-07-01T22:59:59", "2026-07-01"), ("2026-07-01T23:00:00", "2026-07-02")]
)
def test_a_day_is_a_day_in_morocco(client: Client, admin: User, hour: str, day: str):
    write(admin, person("Alaoui"))
    ModelLogEntry.objects.update(timestamp=dt.datetime.fromisoformat(f"{hour}+00:00"))
    assert shown(client, since=day, until=day) == ["Alaoui"]


@pytest.mark.parametrize(
    "query",
    [{"group": "zodiac"}, {"since": "hier"}, {"since": "2026-02-01", "until": "2026-01-01"}],
)
def test_a_wrong_search_is_said_and_shows_nothing(client: Client, admin: User, query: dict):
    write(admin, person("Alaoui"))
    response = client.get(URL, query)
    assert response.status_code == 400
    assert "Salma" not in response.content.decode()


def test_what_was_done_to_a_merged_account_is_found_with_the_survivor(client: Client, admin: User):
    kept, other = person("Alaoui"), person("Allaoui")
    write(admin, other)
    accounts_merge(survivor=kept, merged=other, choices={}, reason="Une personne", by=admin)
    assert shown(client, uuid=kept.uuid) == ["Alaoui", "Allaoui"]


def test_whose_account_is_gone_is_still_found_by_name(client: Client, admin: User):
    gone = person("Alaoui")
    write(admin, gone)
    ModelLogEntry.objects.filter(user=gone).update(user=None)
    gone.groups.clear()
    User.objects.filter(pk=gone.pk).delete()
    assert shown(client, person="alaoui") == ["Alaoui"]


def test_the_file_holds_what_the_page_shows_and_is_written_down(client: Client, admin: User):
    write(admin, person("Alaoui"), before=["learner"], after=["trainer"], reason="=1+1")
    write(admin, person("Bennani"))
    response = client.get(URL, {"format": "csv", "person": "alaoui"})
    text = b"".join(response).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 2
    assert rows[1][4] == "Salma Alaoui"
    assert rows[1][6:9] == ["Apprenant.e", "Formatrice, formateur", "'=1+1"]
    entry = ModelLogEntry.objects.get(action="accounts.audit_export")
    assert (entry.user, entry.data["rows"], entry.data["query"]) == (admin, 1, "person=alaoui")
    book = load_workbook(io.BytesIO(client.get(URL, {"format": "xlsx"}).content))
    assert book.active is not None
    # Two entries, the export before, and the headings.
    assert book.active.max_row == 4


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_reads_it(client: Client, role: Role):
    about = person("Secrete")
    write(None, about)
    client.force_login(UserFactory(role=role))
    for query in ({}, {"format": "csv"}):
        response = client.get(URL, query)
        assert response.status_code in {302, 403}
        assert b"Secrete" not in response.content
    assert not ModelLogEntry.objects.filter(action="accounts.audit_export").exists()


@pytest.mark.parametrize("entries", [1, 40])
def test_queries_do_not_grow(
    client: Client, admin: User, entries: int, django_assert_num_queries: Any
):
    for number in range(entries):
        write(UserFactory(), person(f"Nom{number}"))
    client.get(URL)
    with django_assert_num_queries(12):
        client.get(URL)


def test_an_entry_is_neither_changed_nor_deleted(admin: User):
    write(admin, person("Alaoui"))
    entry = ModelLogEntry.objects.get()
    entry.label = "Autre"
    for change in (entry.save, entry.delete, ModelLogEntry.objects.all().delete):
        with pytest.raises(AuditFrozenError), transaction.atomic():
            change()
    assert ModelLogEntry.objects.get().label == "Salma Alaoui"


def test_no_address_of_the_administration_changes_the_history(client: Client, admin: User):
    write(admin, person("Alaoui"))
    before = list(ModelLogEntry.objects.values_list())
    for address in (URL, reverse("wagtailadmin_reports:site_history")):
        for method in ("post", "put", "patch", "delete"):
            assert getattr(client, method)(address).status_code in {403, 405}, (address, method)
    assert list(ModelLogEntry.objects.values_list()) == before
    # No form, list or chooser of the libraries is about entries.
    assert not {ModelLogEntry, PageLogEntry} & set(get_snippet_models())
    with pytest.raises(NoReverseMatch):
        reverse("admin:index")


def test_the_person_and_their_history_are_one_click_apart(client: Client, admin: User):
    about = person("Alaoui")
    html = client.get("/admin/snippets/accounts/user/").content.decode()
    assert f"{URL}?uuid={about.uuid}" in html
