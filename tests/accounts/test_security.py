"""Second factor, own data only, language of mails and pages."""

import datetime as dt
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from accounts.memberships.services import membership_move
from accounts.models import Membership
from accounts.notices import notices_deliver_due
from accounts.roles import MODEL_PERMISSIONS, roles_sync
from accounts.selectors import membership_at
from tests.factories.accounts import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "role", [Role.ADMINISTRATOR, Role.AUTHOR, Role.INSTITUTION_MANAGER, Role.MONITORING]
)
def test_staff_need_a_second_factor(client: Client, role: Role):
    user = UserFactory(role=role)
    client.force_login(user)
    assert client.get("/admin/")["Location"] == "/fr/accounts/2fa/"
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("role", [None, Role.LEARNER, Role.JURY])
def test_others_do_not_open_the_administration(client: Client, role: Role | None):
    user = UserFactory(role=role)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    response = client.get("/admin/")
    assert (response.status_code, "/accounts/login/" in response["Location"]) == (302, True)


@pytest.mark.parametrize(
    "path",
    [
        "snippets/accounts/user/",
        "snippets/accounts/organisation/",
        "attendance/",
        "certificates/",
        "results/completion/",
    ],
)
def test_a_translator_sees_neither_people_nor_results(client: Client, path: str):
    user = UserFactory(role=Role.TRANSLATOR)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    assert client.get(f"/admin/{path}").status_code in {302, 403}


def test_each_role_has_exactly_its_permissions():
    roles_sync()
    roles_sync()
    user = UserFactory(role=Role.MONITORING)
    assert user.get_group_permissions() == MODEL_PERMISSIONS[Role.MONITORING]


def test_the_profile_writes_own_fields_only(client: Client):
    user, other = UserFactory(), UserFactory()
    client.force_login(user)
    data: dict[str, Any] = {
        "given_name": "Nora",
        "family_name": "Exemple",
        "gender": "X",
        "region": "09",
        "language": "ar",
        "is_staff": "on",
        "username": other.username,
        "email": other.email,
    }
    assert client.post("/fr/profile/", data).status_code == 302
    before = (user.username, user.email)
    user.refresh_from_db()
    assert (user.given_name, user.gender, user.language) == ("Nora", "X", "ar")
    assert (user.username, user.email, user.is_staff) == (*before, False)


def test_bad_profile_input_is_refused(client: Client):
    user = UserFactory()
    client.force_login(user)
    response = client.post("/ar/profile/", {"given_name": "x" * 10_000_00, "region": "99"})
    assert response.status_code == 400
    user.refresh_from_db()
    assert user.given_name == "Amina"


def test_the_download_holds_own_data_only(client: Client):
    user, other = UserFactory(), UserFactory()
    client.force_login(user)
    content = client.get("/fr/profile/export/").content.decode()
    assert (user.email in content, other.email in content) == (True, False)
    client.logout()
    assert client.get("/fr/profile/export/").status_code == 302


def test_a_move_closes_one_row_and_opens_another():
    user = UserFactory()
    first, second = OrganisationFactory(), OrganisationFactory()
    old = membership_move(user=user, organisation=first, region="01")
    Membership.objects.filter(pk=old.pk).update(starts_on=dt.date(2025, 1, 1))
    membership_move(user=user, organisation=second, region="09")
    membership_move(user=user, organisation=second, region="09")
    assert Membership.objects.count() == 2
    then = membership_at(user=user, day=dt.date(2025, 6, 1))
    now = membership_at(user=user, day=timezone.localdate() + dt.timedelta(days=1))
    assert then is not None
    assert now is not None
    assert (then.organisation, now.organisation) == (first, second)


def test_several_people_may_share_a_mailbox_but_not_a_personal_address(client: Client):
    UserFactory(email="", contact_email="agence@example.org")
    second = UserFactory(email="", contact_email="agence@example.org")
    second.set_password("une-phrase-longue")
    second.save()
    response = client.post(
        "/fr/accounts/login/", {"login": second.username, "password": "une-phrase-longue"}
    )
    assert (response.status_code, client.session["_auth_user_id"]) == (302, str(second.pk))
    assert second.mail_address == "agence@example.org"


def test_login_ignores_the_case_of_the_address(client: Client):
    user = UserFactory(email="nadia@example.org")
    user.set_password("une-phrase-longue")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    response = client.post(
        "/fr/accounts/login/", {"login": "NADIA@Example.ORG", "password": "une-phrase-longue"}
    )
    assert response["Location"] == "/fr/dashboard/"


@pytest.mark.parametrize(("language", "word"), [("fr", "code"), ("ar", "رمز")])
def test_mails_are_in_the_persons_language(client: Client, language: str, word: str):
    user = UserFactory(language=language)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    other = "ar" if language == "fr" else "fr"
    client.post(f"/{other}/accounts/login/code/", {"login": user.email})
    notices_deliver_due()
    assert word in str(mail.outbox[0].body)
