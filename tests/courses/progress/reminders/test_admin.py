"""Reminders in the administration: the plan, the log, the texts."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.middleware import CHECKED
from accounts.models import Notice
from courses.models import Enrolment, ReminderLog, ReminderTemplate
from courses.progress.reminders.defaults import DEFAULT_TEXTS
from courses.progress.reminders.enums import ReminderKind
from courses.progress.reminders.services import opt_outs_set, reminders_run
from courses.progress.reminders.texts import text_problems
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory

pytestmark = pytest.mark.django_db
URL = reverse("reminder_text_edit", args=["inactive"])


@pytest.fixture
def admin():
    client = Client()
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    session = client.session
    session[CHECKED] = True
    session.save()
    return client


@pytest.fixture
def waiting(settings):
    """Two people who have not started for a week; one of them wants no reminder."""
    settings.LMS_QUIET_HOURS = "00:00-00:00"
    rows = [EnrolmentFactory(), EnrolmentFactory()]
    Enrolment.objects.update(enrolled_at=timezone.now() - dt.timedelta(days=8))
    opt_outs_set(user=rows[1].user, unwanted=["not_started"])
    return rows


def test_the_plan_shows_who_what_why_and_writes_nothing(admin, waiting):
    page = admin.get(reverse("reminders_plan")).content.decode()
    assert page.count("data-row") == 2
    assert "Pas commencé après 8 jours (rappel 1 sur 2)." in page
    assert "ne souhaite pas ce rappel" in page
    assert ReminderLog.objects.count() == 0


def test_the_command_says_the_same_and_writes_without_dry_run(waiting):
    said = StringIO()
    call_command("reminders_plan", "--dry-run", stdout=said)
    lines = said.getvalue().splitlines()
    assert lines[0].endswith("Pas commencé après 8 jours (rappel 1 sur 2).")
    assert lines[1].endswith("[ne souhaite pas ce rappel]")
    assert lines[2].startswith("1 due, 1 blocked, 7 queries")
    assert Notice.objects.count() == 0
    said = StringIO()
    call_command("reminders_plan", "--dry-run", "--count", stdout=said)
    assert len(said.getvalue().splitlines()) == 1
    call_command("reminders_plan", stdout=StringIO())
    assert Notice.objects.count() == 1


def test_the_log_is_searched(admin, waiting):
    assert reminders_run() == 1
    url = reverse("reminders_log")
    for query, found in (("", 1), ("kind=inactive", 0), ("q=personne", 0), ("q=Amina", 1)):
        assert admin.get(f"{url}?{query}").content.decode().count("data-row") == found


def text_values(**fields: Any):
    text = DEFAULT_TEXTS["inactive"]
    return {
        "subject_fr": text.subject_fr,
        "text_fr": text.text_fr,
        "subject_ar": text.subject_ar,
        "text_ar": text.text_ar,
        **fields,
    }


def test_a_text_is_previewed_then_saved_with_history(admin):
    page = admin.get(URL).content.decode()
    assert "Amina Exemple" in page
    assert "أمينة مثال" in page
    values = text_values(text_fr="Bonjour {nom}, {lien}")
    assert "Bonjour Amina Exemple" in admin.post(URL, values | {"preview": "1"}).content.decode()
    assert ReminderTemplate.objects.count() == 0
    assert admin.post(URL, values | {"save": "1"}).status_code == 302
    assert ReminderTemplate.objects.get().text_fr == "Bonjour {nom}, {lien}"
    entry = ModelLogEntry.objects.get(action="courses.reminder_text")
    assert entry.data["to"] == {"text_fr": "Bonjour {nom}, {lien}"}


@pytest.mark.parametrize(
    "text", ["Sans rien", "{lien} {mot_de_passe}", "{lien} {", "{lien} {nom", "{lien} {{nom}}"]
)
def test_unknown_or_broken_placeholders_are_refused(admin, text):
    response = admin.post(URL, text_values(text_ar=text) | {"save": "1"})
    assert response.status_code == 400
    assert ReminderTemplate.objects.count() == 0


def test_the_texts_we_bring_are_right():
    for kind in ReminderKind:
        text = DEFAULT_TEXTS[kind]
        assert text_problems(kind, text.subject_fr, text.text_fr) == []
        assert text_problems(kind, text.subject_ar, text.text_ar) == []


def test_trainers_do_not_see_it():
    client = Client()
    client.force_login(UserFactory(role=Role.TRAINER))
    session = client.session
    session[CHECKED] = True
    session.save()
    for name in ("reminders_plan", "reminders_log", "reminder_texts"):
        assert client.get(reverse(name)).status_code == 403
    assert client.get(URL).status_code == 403
