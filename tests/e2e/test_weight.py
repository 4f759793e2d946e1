"""A first view of a lesson on a phone: light, few requests, nothing from elsewhere."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import Platform

pytestmark = pytest.mark.e2e
SESSION = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.conf import settings
from importlib import import_module
from accounts.models import User
from courses.models import Course
from courses.api import enrolment_create
user = User.objects.get(username="assistante")
enrolment_create(user=user, course=Course.objects.get(code="traite"), language="ar")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(session.session_key)
"""


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_first_lesson_view_weighs_at_most_100_kb(
    browser: Browser, platform: Platform, language: str
):
    key = platform.manage("shell", "--no-imports", "-c", SESSION).strip().splitlines()[-1]
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_cookies([{"name": "lms_session", "value": key, "url": platform.url}])
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    addresses: list[str] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))

    def requested(event: dict[str, Any]) -> None:
        addresses.append(event["request"]["url"])

    session.on("Network.requestWillBeSent", requested)
    page.goto(f"{platform.url}/{language}/courses/traite/acte-moyen-but/", wait_until="networkidle")
    assert page.locator(".practice").count() == 1
    assert [url for url in addresses if not url.startswith((platform.url, "data:"))] == []
    assert len(addresses) <= 15
    assert sum(sizes) <= 100_000, sizes
    context.close()
