"""The demonstration has a certificate in each state, once."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.enums import Role
from certificates.models import Certificate, Sharing
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory

pytestmark = pytest.mark.django_db


def test_one_in_each_state_and_only_once(settings: Any, capsys: Any):
    settings.LMS_DEMO = True
    UserFactory(username="diplomee")
    UserFactory(username="admin", role=Role.ADMINISTRATOR)
    for _number in range(3):
        CourseFactory()
    call_command("demo_certificates")
    first = capsys.readouterr().out
    call_command("demo_certificates")
    assert capsys.readouterr().out == first
    states = sorted(row.state for row in Certificate.objects.all())
    assert states == ["expired", "replaced", "revoked", "valid"]
    assert Sharing.objects.get().is_public


def test_it_is_refused_outside_a_demonstration(settings: Any):
    settings.LMS_DEMO = False
    with pytest.raises(CommandError):
        call_command("demo_certificates")
