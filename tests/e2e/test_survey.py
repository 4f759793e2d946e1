"""Somebody who completed a course gives an opinion on a phone, once, without a name."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Platform
from tests.e2e.helpers import HostWatch, page_check
from tests.e2e.test_follow_up import sign_in

pytestmark = pytest.mark.e2e

# A person of the demonstration who reads in the language, has finished and was not asked yet.
ASKED = """
from accounts.models import ConsentText
from accounts.services import consent_give
from courses.models import SurveyOffer
offers = SurveyOffer.objects.filter(state="open", enrolment__language="{language}")
offer = offers.select_related("enrolment__user").order_by("pk")[0]
text = ConsentText.objects.order_by("-pk")[0]
consent_give(user=offer.enrolment.user, text=text, language="{language}")
print(offer.enrolment.user.username, offer.enrolment.course.code)
"""
STATE = """
from courses.models import SurveyOffer, SurveyResponse
print(SurveyOffer.objects.get(enrolment__user__username="{username}").state,
      SurveyResponse.objects.filter(is_released=False, language="{language}").count())
"""


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_an_opinion_is_given_once_and_the_certificate_never_waits(
    page: Page, platform: Platform, language: str
) -> None:
    watch = HostWatch(page, platform.url)
    printed = platform.manage("shell", "--no-imports", "-c", ASKED.format(language=language))
    username, course = printed.strip().splitlines()[-1].split()
    sign_in(page.context, platform, username)
    address = f"{platform.url}/{language}/courses/{course}/"
    page.goto(address)
    page_check(page, language)
    # The certificate is beside it, whatever is answered.
    expect(page.locator("main a[href$='/certificates/']").first).to_be_visible()
    page.locator("#opinion a.button").click()
    page_check(page, language)
    page.locator("main form button[type=submit]").click()
    page_check(page, language)
    expect(page.locator("main input[type=radio]").first).to_be_visible()
    for group in page.locator("main form fieldset").all():
        group.locator("label", has=page.locator("input[type=radio]")).nth(1).click()
    page.locator("main textarea").fill("(exemple) مثال")
    page.locator("main form button[type=submit]").click()
    page_check(page, language)
    expect(page.locator("main form")).to_have_count(0)
    page.goto(address)
    expect(page.locator("#opinion")).to_have_count(0)
    done = STATE.format(username=username, language=language)
    state, waiting = platform.manage("shell", "--no-imports", "-c", done).split()[-2:]
    assert (state, int(waiting)) == ("answered", 1)
    assert watch.foreign == []
    # The empty form was refused with a reason, on the same page.
    assert [status for status, _url in watch.failed] == [400]
