"""The first page of the administration: what awaits each person, and nothing of others."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from accounts.enums import Role
from courses.enrolment.services import request_create
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentPolicyFactory
from tests.factories.workshops import SessionFactory

pytestmark = pytest.mark.django_db


def login(client: Client, role: Role, language: str = "fr") -> Any:
    user = UserFactory(role=role, language=language)
    if user.is_staff:
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    return user


def items_of(client: Client) -> dict[str, int]:
    """What the desk shows: address and number."""
    response = client.get("/admin/")
    assert response.status_code == 200
    panel = next(part for part in response.context["panels"] if part.name == "desk")
    context = panel.get_context_data({"request": response.wsgi_request})
    return {item.url: item.count for item in context["items"]}


def request_make() -> None:
    policy = EnrolmentPolicyFactory(mode="request")
    request_create(user=UserFactory(), target=policy.course, language="fr", message="Bonjour")


def test_an_administrator_sees_what_to_decide(client: Client):
    login(client, Role.ADMINISTRATOR)
    assert items_of(client) == {}
    request_make()
    SessionFactory(over=True)
    SessionFactory()
    assert items_of(client) == {"/admin/enrolment-requests/": 1, "/fr/sessions/run/": 1}


@pytest.mark.parametrize("role", [Role.TRAINER, Role.AUTHOR, Role.TRANSLATOR])
def test_others_see_nothing_that_is_not_theirs(client: Client, role: Role):
    request_make()
    SessionFactory(over=True)
    login(client, role)
    assert items_of(client) == {}


def test_a_trainer_sees_the_own_session_to_sign(client: Client):
    trainer = login(client, Role.TRAINER)
    SessionFactory(over=True, trainer=trainer)
    assert items_of(client) == {"/fr/sessions/run/": 1}
