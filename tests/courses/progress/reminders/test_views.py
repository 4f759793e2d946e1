"""Switches in the profile, and the link of the mail that needs no login."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import ReminderOptOut
from courses.progress.reminders.unsubscribe import stop_token
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def stop_path(user, kind="inactive"):
    return reverse("courses:reminders_stop", args=[stop_token(str(user.uuid), kind)])


def test_opening_the_link_changes_nothing_the_button_does(client):
    user = UserFactory()
    assert client.get(stop_path(user)).status_code == 200
    assert ReminderOptOut.objects.count() == 0
    assert client.post(stop_path(user)).status_code == 200
    assert client.post(stop_path(user)).status_code == 200
    assert list(ReminderOptOut.objects.values_list("user_id", "kind")) == [(user.pk, "inactive")]
    client.post(stop_path(user), {"again": "1"})
    assert ReminderOptOut.objects.count() == 0


def test_a_mail_programs_own_post_needs_no_cookie_and_no_token(client):
    user = UserFactory()
    checked = Client(enforce_csrf_checks=True)
    response = checked.post(stop_path(user), {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert response["Referrer-Policy"] == "no-referrer"
    assert ReminderOptOut.objects.get().user == user


@pytest.mark.parametrize("token", ["x", "WyJ4Il0:abc:def", "%D8%A7"])
def test_a_forged_link_is_not_found(client, token):
    assert client.post(f"/fr/reminders/stop/{token}/").status_code == 404
    assert ReminderOptOut.objects.count() == 0


def test_switches_are_ones_own(client):
    user, other = UserFactory(), UserFactory()
    client.force_login(user)
    response = client.post(reverse("courses:reminders"), {"wanted": ["deadline", "certificate"]})
    assert response.status_code == 302
    kinds = ReminderOptOut.objects.filter(user=user).values_list("kind", flat=True)
    assert set(kinds) == {"inactive", "not_started"}
    assert not ReminderOptOut.objects.filter(user=other).exists()
    client.post(reverse("courses:reminders"), {"wanted": ["deadline", "nonsense"]})
    assert ReminderOptOut.objects.filter(user=user).count() == 2
    client.post(reverse("courses:reminders"))
    assert ReminderOptOut.objects.filter(user=user).count() == 4


def test_the_switches_need_a_login(client):
    assert client.get(reverse("courses:reminders")).status_code == 302
