"""A messy list of 300 is imported, a person accepts on a phone, others come in by key."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Platform
from tests.e2e.helpers import page_check
from tests.lists import csv_bytes, messy_rows

pytestmark = pytest.mark.e2e

PASSWORD = "demo-formation-2026"
COHORT = """
from courses.models import Cohort, Course, EnrolmentKey, EnrolmentPolicy
course = Course.objects.get(code="gmma")
cohort, _ = Cohort.objects.get_or_create(
    code="essai-{language}", course=course, title_fr="Essai", title_ar="تجربة", seats=320)
EnrolmentKey.objects.get_or_create(code="ESSAI{upper}", course=course, cohort=cohort)
print(cohort.pk)
"""
SESSION = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from accounts.models import User
user = User.objects.get(username="admin")
user.wagtail_userprofile.preferred_language = "{language}"
user.wagtail_userprofile.save()
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(session.session_key)
"""
COUNT = """
from courses.models import Enrolment
print(Enrolment.objects.filter(cohort__code="essai-{language}").count())
"""
LAST_SEAT = """
from django.db import connection
from accounts.models import User
from courses.models import Cohort, Course
from courses.enrolment.enums import EntryWay
from courses.enrolment.services import EntryAsk, enter
course = Course.objects.get(code="gmma")
cohort, _ = Cohort.objects.get_or_create(
    code="derniere-{language}", course=course, title_fr="x", title_ar="x", seats=1)
person, _ = User.objects.get_or_create(username="course-{language}-{number}")
entry = enter(EntryAsk(
    user=person, target=course, language="fr", way=EntryWay.STAFF, cohort=cohort))
print("in" if entry.is_in else "waits")
"""


def shell(platform: Platform, code: str) -> str:
    """Run code in the platform; return its last line."""
    return platform.manage("shell", "--no-imports", "-c", code).strip().splitlines()[-1]


def admin_open(browser: Browser, platform: Platform, language: str) -> Page:
    """The administrator at a desk, behind the second factor, in this language."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    key = shell(platform, SESSION.format(language=language))
    context.add_cookies([{"name": "lms_session", "value": key, "url": platform.url}])
    return context.new_page()


def list_import(page: Page, platform: Platform, folder: Path, language: str, cohort: str) -> None:
    """Send the list, look at the dry run, confirm, wait, take the report away."""
    rows = messy_rows(300)
    for row in rows:
        # Other people in each language, the shared mailbox included.
        row[2] = row[2].replace("personne.", f"{language}.personne.")
        row[2] = row[2].replace("Agence.", f"{language}.Agence.")
    path = folder / "liste.csv"
    path.write_bytes(csv_bytes(rows, encoding="utf-16", separator="\t", title="Liste 2026"))
    page.goto(f"{platform.url}/admin/imports/new/")
    page.set_input_files("[name=file]", str(path))
    page.select_option("[name=cohort]", cohort)
    page.select_option("[name=language]", language)
    page.locator("form[enctype] button[type=submit]").click()
    page.locator("form[action$='/map/'] button[type=submit]").click()
    confirm = page.locator("form[action$='/confirm/'] button")
    expect(confirm).to_be_visible(timeout=60_000)
    formula = {"fr": "Ressemble à une formule", "ar": "يشبه صيغة"}[language]
    expect(page.locator("main")).to_contain_text(formula)
    confirm.click()
    report = page.locator("a[href$='/report/']")
    expect(page.locator("form[action$='/cancel/']")).to_have_count(0)
    expect(report).to_be_visible(timeout=90_000)
    with page.expect_download() as download:
        report.click()
    assert download.value.path().read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_from_a_messy_list_to_the_last_seat(
    page: Page, browser: Browser, platform: Platform, tmp_path: Path, language: str
) -> None:
    values: dict[str, Any] = {"language": language, "upper": language.upper()}
    cohort = shell(platform, COHORT.format(**values))
    desk = admin_open(browser, platform, language)
    list_import(desk, platform, tmp_path, language, cohort)
    desk.context.close()
    assert shell(platform, COUNT.format(**values)) == "297"
    invitation_accept(page, platform, language)
    key_use(page, platform, language)
    with ThreadPoolExecutor(max_workers=4) as pool:
        codes = [LAST_SEAT.format(language=language, number=number) for number in range(4)]
        answers = sorted(pool.map(lambda code: shell(platform, code), codes))
    assert answers == ["in", "waits", "waits", "waits"]


def invitation_accept(page: Page, platform: Platform, language: str) -> None:
    """Open the personal link on the phone; nothing known is asked again."""
    address = f"{language}.personne.10@example.org"
    page.wait_for_timeout(500)
    for _attempt in range(120):
        mails = platform.mails_to(address)
        if mails:
            break
        page.wait_for_timeout(500)
    link = re.search(r"(https?://\S+/invitations/\S+/)", mails[-1].replace("=\n", ""))
    assert link is not None, mails[-1]
    page.goto(link[1])
    page_check(page, language)
    expect(page.locator("[name=family_name]")).not_to_have_value("")
    page.check("[name=consent]")
    page.locator("form:has([name=consent]) button[type=submit]").click()
    page.wait_for_url(re.compile(f"/{language}/courses/gmma/"))
    page_check(page, language)
    page.goto(link[1])
    page_check(page, language)
    expect(page.locator("main form[action*='accounts']")).to_have_count(0)
    page.context.clear_cookies()


def key_use(page: Page, platform: Platform, language: str) -> None:
    """Another person enrols with the key of the cohort."""
    page.goto(f"{platform.url}/{language}/accounts/login/")
    page.fill("[name=login]", "assistante")
    page.fill("[name=password]", PASSWORD)
    page.locator("form:has([name=login]) button[type=submit]").first.click()
    page.wait_for_url(re.compile("/dashboard/"))
    page.goto(f"{platform.url}/{language}/courses/gmma/")
    page_check(page, language)
    if page.locator("details:has([name=key]) summary").count():
        page.locator("details:has([name=key]) summary").click()
        page.fill("[name=key]", "inconnue")
        page.locator("form:has([name=key]) button").click()
        page_check(page, language)
        page.locator("details:has([name=key]) summary").click()
        page.fill("[name=key]", f"essai-{language}")
        page.locator("form:has([name=key]) button").click()
        page.wait_for_url(re.compile(f"/{language}/courses/gmma/.+"))
        page.goto(f"{platform.url}/{language}/courses/gmma/")
        page.locator("details:has(form[action$='/withdraw/']) summary").click()
        page.locator("form[action$='/withdraw/'] button").click()
        page_check(page, language)
    page.context.clear_cookies()
