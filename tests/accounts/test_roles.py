"""Giving and taking roles: by administrators, written down, and never the last one."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.exceptions import LastAdministratorError, ManagerWithoutInstitutionError
from accounts.models import User
from accounts.role_changes import roles_set
from accounts.roles import roles_of
from accounts.scope import people_visible
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def login(client: Client, role: Role) -> User:
    user: User = UserFactory(role=role)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    return user


def entries(action: str) -> list[dict[str, Any]]:
    return [row.data for row in ModelLogEntry.objects.filter(action=action).order_by("pk")]


def test_a_manager_is_given_institutions_and_both_are_written_down(client: Client):
    admin = login(client, Role.ADMINISTRATOR)
    person, agency = UserFactory(), OrganisationFactory(code="agence")
    member = MembershipFactory(organisation=agency).user
    url = f"/admin/people/{person.uuid}/roles/"
    data = {"roles": ["institution_manager"], "organisations": [agency.pk]}
    assert client.post(url, data).status_code == 302
    found = User.objects.get(pk=person.pk)
    assert (roles_of(found), found.is_staff) == ({Role.INSTITUTION_MANAGER}, True)
    assert list(people_visible(found)) == [member]
    uuid = str(person.uuid)
    assert entries("accounts.roles") == [
        {"from": [], "to": ["institution_manager"], "person": uuid}
    ]
    assert entries("accounts.managed") == [{"from": [], "to": ["agence"], "person": uuid}]
    assert ModelLogEntry.objects.get(action="accounts.roles").user == admin
    client.post(url, {})
    found = User.objects.get(pk=person.pk)
    assert (roles_of(found), found.is_staff, found.manager_grants.count()) == (set(), False, 0)
    assert entries("accounts.managed")[1] == {"from": ["agence"], "to": [], "person": uuid}


def test_saving_the_same_again_writes_nothing():
    admin, person = UserFactory(role=Role.ADMINISTRATOR), UserFactory(role=Role.AUTHOR)
    for _number in range(2):
        roles_set(user=person, roles=[Role.AUTHOR], organisations=[], by=admin)
    assert entries("accounts.roles") == []


def test_the_last_administrator_stays():
    admin = UserFactory(role=Role.ADMINISTRATOR)
    UserFactory(role=Role.ADMINISTRATOR, is_active=False)
    with pytest.raises(LastAdministratorError):
        roles_set(user=admin, roles=[], organisations=[], by=admin)
    assert roles_of(User.objects.get(pk=admin.pk)) == {Role.ADMINISTRATOR}
    UserFactory(role=Role.ADMINISTRATOR)
    roles_set(user=admin, roles=[], organisations=[], by=admin)
    assert roles_of(User.objects.get(pk=admin.pk)) == set()


def test_a_manager_without_institution_is_refused_and_nothing_is_written(client: Client):
    login(client, Role.ADMINISTRATOR)
    person = UserFactory()
    url = f"/admin/people/{person.uuid}/roles/"
    assert client.post(url, {"roles": ["institution_manager"]}).status_code == 400
    assert roles_of(User.objects.get(pk=person.pk)) == set()
    with pytest.raises(ManagerWithoutInstitutionError):
        roles_set(user=person, roles=[Role.INSTITUTION_MANAGER], organisations=[], by=person)


def test_nobody_becomes_a_superuser_here(client: Client):
    login(client, Role.ADMINISTRATOR)
    person = UserFactory()
    url = f"/admin/people/{person.uuid}/roles/"
    client.post(url, {"roles": ["administrator"], "is_superuser": "on"})
    person.refresh_from_db()
    assert (person.is_superuser, person.is_staff) == (False, True)
    assert client.get("/admin/users/").status_code == 403


@pytest.mark.parametrize(("language", "title"), [("fr", "Rôles"), ("ar", "الأدوار")])
def test_the_page_speaks_the_readers_language(client: Client, language: str, title: str):
    admin = login(client, Role.ADMINISTRATOR)
    admin.language = language
    admin.save()
    html = client.get(f"/admin/people/{UserFactory().uuid}/roles/").content.decode()
    assert title in html
