"""A session with two phones and a list without network; a facilitator's workshop in the report."""

import io
import json
import re
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import Platform
from tests.e2e.helpers import page_check

pytestmark = pytest.mark.e2e

PREPARE = """
import datetime as dt, json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from accounts.models import User
from courses.models import Enrolment, Registration, Session, Unit

def cookie(user):
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key

language = {language!r}
now = timezone.now()
unit = Unit.objects.filter(course__code="recrutement-ethique", kind="workshop").first()
session = Session.objects.create(unit=unit, starts_at=now - dt.timedelta(minutes=5),
    ends_at=now + dt.timedelta(minutes=145), city="Tanger", place="Salle exemple")
session.trainers.add(User.objects.get(username="formateur"))
staff = User.objects.filter(username__in=("formateur", "animatrice", "admin"))
keys = {{user.username: cookie(user) for user in staff}}
people = []
for name in ("phone", "typed", "list"):
    user = User.objects.create_user(f"{{name}}{{language}}", None, given_name=name.title(),
        family_name="Exemple", given_name_ar="تجربة", family_name_ar=name, language=language,
        email=f"{{name}}{{language}}@example.org")
    enrolment = Enrolment.objects.create(user=user, course=unit.course, language=language)
    Registration.objects.create(session=session, enrolment=enrolment, status="registered",
        queued_at=now)
    people.append(enrolment.pk)
    keys[name] = cookie(user)
print(json.dumps({{"uuid": str(session.uuid), "keys": keys, "people": people,
    "course": unit.course.code}}))
"""
RESULT = """
import json
import re
from courses.models import Session, UnitCompletion
session = Session.objects.get(uuid={uuid!r})
done = UnitCompletion.objects.filter(unit=session.unit, enrolment__in={people})
print(json.dumps({{"status": session.status, "done": done.count(),
    "listed": len(session.frozen), "name": session.signed_name}}))
"""


def shell(platform: Platform, code: str) -> dict[str, Any]:
    printed = platform.manage("shell", "--no-imports", "-c", code)
    return dict(json.loads(printed.strip().splitlines()[-1]))


def signed_in(browser: Browser, platform: Platform, key: str, width: int = 390) -> BrowserContext:
    context = browser.new_context(viewport={"width": width, "height": 844})
    context.add_cookies([{"name": "lms_session", "value": key, "url": platform.url}])
    return context


def scanned(screen: Page) -> str:
    """What a phone's camera reads from the projector."""
    picture = Image.open(io.BytesIO(screen.screenshot()))
    found = zxingcpp.read_barcodes(picture)
    assert len(found) == 1
    return str(found[0].text)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_session_from_the_code_to_the_signature(
    browser: Browser, platform: Platform, language: str
):
    made = shell(platform, PREPARE.format(language=language))
    keys, base = made["keys"], f"{platform.url}/{language}/sessions/run/{made['uuid']}/"
    trainer = signed_in(browser, platform, keys["formateur"])
    page = trainer.new_page()

    # The list is opened once with network, then works without, also after a restart.
    page.goto(f"{base}list/")
    page.wait_for_selector("[data-list][data-kept]")
    page_check(page, language)
    trainer.set_offline(True)
    page.reload()
    item = page.locator(f".list-person[data-id='{made['people'][2]}']")
    item.locator("input[value=late]").check()
    expect(item.locator("[data-sync]")).to_have_attribute("data-kind", "phone")
    page.reload()
    expect(item.locator("[data-sync]")).to_have_attribute("data-kind", "phone")
    expect(item.locator("input[value=late]")).to_be_checked()

    # Meanwhile two people confirm by the code of the screen, each from a phone.
    room = signed_in(browser, platform, keys["formateur"], width=1280)
    screen = room.new_page()
    screen.goto(f"{base}screen/")
    page_check(screen, language)
    first = signed_in(browser, platform, keys["phone"]).new_page()
    first.goto(scanned(screen))
    page_check(first, language)
    first.locator("button[value=come]").click()
    page_check(first, language)
    second = signed_in(browser, platform, keys["typed"]).new_page()
    second.goto(f"{platform.url}/{language}/sessions/here/")
    page_check(second, language)
    second.fill("[name=code]", screen.locator("[data-typed-code]").inner_text())
    second.locator("main form button[type=submit]").click()
    second.locator("button[value=come]").click()
    # Both are here; the third is as soon as the list's worker gets through, which Chromium does
    # not always hold back together with its page.
    expect(screen.locator("[data-arrived]")).to_have_text(re.compile("^[23]$"))
    room.close()

    # The network is back: the list sends by itself what it kept, and shows who scanned.
    trainer.set_offline(False)
    expect(item.locator("[data-sync]")).to_have_attribute("data-kind", "sent")
    for number in made["people"]:
        kind = page.locator(f".list-person[data-id='{number}'] [data-sync]")
        expect(kind).to_have_attribute("data-kind", "sent")

    page.goto(base)
    page_check(page, language)
    page.goto(f"{base}close/")
    page_check(page, language)
    page.check("[name=declared]")
    page.locator("main form button[type=submit]").click()
    page_check(page, language)
    assert shell(platform, RESULT.format(**made)) == {
        "status": "closed",
        "done": 3,
        "listed": 3,
        "name": page.locator("main dl dd").first.inner_text(),
    }
    trainer.close()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_facilitator_records_a_workshop_and_the_report_counts_it(
    browser: Browser, platform: Platform, language: str
):
    made = shell(platform, PREPARE.format(language=language).replace("@example", "@w.example")
                 .replace('f"{name}{language}"', 'f"w{name}{language}"'))  # fmt: skip
    admin = signed_in(browser, platform, made["keys"]["admin"], width=1280).new_page()
    report = f"{platform.url}/admin/results/reached/?region=01"
    admin.goto(report)
    before = int(admin.locator("#reached-lines tfoot strong").inner_text())

    page = signed_in(browser, platform, made["keys"]["animatrice"]).new_page()
    page.goto(f"{platform.url}/{language}/facilitator/")
    page_check(page, language)
    page.goto(f"{platform.url}/{language}/facilitator/{made['course']}/new/")
    page_check(page, language)
    page.fill("[name=count_F_u25]", "7")
    page.fill("[name=count_N_n]", "2")
    page.fill("[name=total]", "8")
    page.locator("main form button[type=submit]").click()
    page_check(page, language)
    page.fill("[name=total]", "9")
    page.locator("main form button[type=submit]").click()
    if page.locator("[name=confirmed][type=checkbox]").count():
        page_check(page, language)
        page.check("[name=confirmed][type=checkbox]")
        page.locator("main form button[type=submit]").click()
    page.wait_for_url(f"**/{language}/facilitator/")

    admin.goto(f"{platform.url}/{language}/facilitator/review/")
    page_check(admin, language)
    admin.locator("section[aria-labelledby=waiting-title] .card a").last.click()
    page_check(admin, language)
    admin.locator("button[value=validate]").click()
    admin.goto(report)
    assert int(admin.locator("#reached-lines tfoot strong").inner_text()) == before + 9
