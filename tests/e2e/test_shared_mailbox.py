"""Two colleagues behind one mailbox sign in on a phone, each with the own staff number."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Platform
from tests.e2e.helpers import page_check

pytestmark = pytest.mark.e2e
MAILBOX = "agence.exemple@example.org"


def code_received(page: Page, platform: Platform, before: int) -> str:
    """Wait for the worker to deliver the mail; return its code."""
    for _attempt in range(60):
        mails = platform.mails_to(MAILBOX)
        if len(mails) > before:
            found = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mails[-1], re.MULTILINE)
            assert found is not None, mails[-1]
            return found[1]
        page.wait_for_timeout(500)
    raise AssertionError("no mail came")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_each_colleague_opens_the_own_account(
    page: Page, platform: Platform, language: str
) -> None:
    for number, username in (("EX-1001", "collegue.un"), ("ex-1002", "collegue.deux")):
        before = len(platform.mails_to(MAILBOX))
        page.goto(f"{platform.url}/{language}/accounts/login/code/")
        page_check(page, language)
        page.fill("[name=login]", number)
        page.locator("form:has([name=login]) button[type=submit]").click()
        page_check(page, language)
        expect(page.locator("main")).not_to_contain_text(MAILBOX)
        page.fill("[name=code]", code_received(page, platform, before))
        page.locator("form:has([name=code]) button[type=submit]").first.click()
        page.wait_for_url(re.compile("/dashboard/"))
        page.goto(f"{platform.url}/{language}/profile/")
        page_check(page, language)
        expect(page.locator("main")).to_contain_text(username)
        page.context.clear_cookies()
