"""A trainer follows a cohort on a phone; a learner reads the message and stops the reminders."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import Platform
from tests.e2e.helpers import HostWatch, page_check

pytestmark = pytest.mark.e2e

SESSION = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from accounts.models import User
user = User.objects.get(username="{username}")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(settings.SESSION_COOKIE_NAME, session.session_key)
"""
REFUSED = """
from courses.models import ReminderOptOut
rows = ReminderOptOut.objects.filter(user__username="{username}")
print(list(rows.values_list("kind", flat=True)))
"""
# Language of the trainer's pages, cohort, a member of it who is stuck and reads in this language.
CASES = [
    ("fr", "recrutement-automne", "exemple-recrutement-automne-4"),
    ("ar", "traite-rabat", "exemple-traite-rabat-8"),
]


def sign_in(context: BrowserContext, platform: Platform, username: str) -> None:
    """A session of this person, without the pages of the login."""
    printed = platform.manage("shell", "--no-imports", "-c", SESSION.format(username=username))
    name, value = printed.strip().splitlines()[-1].split()
    context.clear_cookies()
    context.add_cookies([{"name": name, "value": value, "url": platform.url}])


def visit(page: Page, address: str, language: str) -> None:
    page.goto(address)
    page_check(page, language)


@pytest.mark.parametrize(("language", "cohort", "username"), CASES)
def test_from_the_board_to_the_reader_who_stops_the_reminders(
    page: Page, platform: Platform, language: str, cohort: str, username: str
) -> None:
    watch = HostWatch(page, platform.url)
    root = f"{platform.url}/{language}"
    word = f"Bonjour-{language}"
    sign_in(page.context, platform, "formateur")
    visit(page, f"{root}/follow-up/", language)
    page.locator(f"a[href='/{language}/follow-up/{cohort}/']").click()
    page_check(page, language)
    page.locator(".counts a[href*='state=stuck']").click()
    page_check(page, language)
    ticks = page.locator("input[name=people]")
    expect(ticks).to_have_count(2)
    for tick in ticks.all():
        tick.check()
    page.locator("button[name=to][value=chosen]").click()
    page_check(page, language)
    page.fill("[name=title_fr]", word)
    page.fill("[name=text_fr]", "Je vous appelle demain matin.")
    page.fill("[name=title_ar]", word)
    page.fill("[name=text_ar]", "سأتصل بكم غدا صباحا.")
    page.locator("form:has([name=text_fr]) button[type=submit]").click()
    page_check(page, language)
    page.locator("button[value=send]").click()
    expect(page.locator("#sending .notice--success")).to_be_visible(timeout=30_000)
    page_check(page, language)
    page.locator("header a[href$='/announcements/']").click()
    page_check(page, language)
    visit(page, f"{root}/follow-up/{cohort}/?sort=need", language)
    page.locator(".board__name a").first.click()
    page_check(page, language)

    sign_in(page.context, platform, username)
    visit(page, f"{root}/dashboard/", language)
    shown = page.locator("[data-announcement]", has_text=word)
    expect(shown).to_have_count(1)
    shown.locator("button").click()
    expect(page.locator("[data-announcement]", has_text=word)).to_have_count(0)
    visit(page, f"{root}/reminders/", language)

    page.context.clear_cookies()
    stop = stop_link(page, platform, username)
    assert f"/{language}/reminders/stop/" in stop
    visit(page, stop, language)
    page.locator("main form button").click()
    page_check(page, language)
    expect(page.locator(".notice--success")).to_be_visible()
    printed = platform.manage("shell", "--no-imports", "-c", REFUSED.format(username=username))
    assert printed.strip().splitlines()[-1] == "['inactive']"
    assert watch.foreign == []
    assert watch.failed == []


def stop_link(page: Page, platform: Platform, username: str) -> str:
    """Have the reminders of the day written; return the link in this person's."""
    platform.manage("reminders_plan")
    for _number in range(60):
        for mail in platform.mails_to(f"{username}@example.org"):
            found = re.search(r"^(http\S+/reminders/stop/\S+)$", mail, re.MULTILINE)
            if found is not None:
                assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in mail
                return str(found[1])
        page.wait_for_timeout(500)
    pytest.fail(f"no reminder to {username}")
