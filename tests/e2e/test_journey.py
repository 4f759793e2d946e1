"""The main job, end to end, on a phone: register, study in two languages, pass, be certified."""

import io
import json
import re
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Platform
from tests.e2e.helpers import HostWatch, page_check

pytestmark = pytest.mark.e2e

RIGHT_ANSWERS = """
import json
from courses.models import Question
print(json.dumps({
    q.pk: {"kind": q.kind,
           "right": [o.key for o in q.options.all() if o.is_correct],
           "order": [o.key for o in q.options.order_by("position", "pk")],
           "matches": {o.key: [o.match_fr, o.match_ar] for o in q.options.all()},
           "text": (q.options.first().text_fr if q.options.first() else "")}
    for q in Question.objects.prefetch_related("options")}))
"""
COUNTS = """
import json
from courses.models import Enrolment
from certificates.models import Certificate
rows = Enrolment.objects.filter(user__email="{email}")
print(json.dumps({{"enrolments": rows.count(),
  "completed": rows.filter(status="completed").count(),
  "completions": sum(row.completions.count() for row in rows),
  "languages": sorted({{c.language for row in rows for c in row.completions.all()}}),
  "certificates": Certificate.objects.filter(enrolment__in=rows).count()}}))
"""


@pytest.fixture(scope="session")
def right_answers(platform: Platform) -> dict[str, Any]:
    """What only the server knows."""
    printed = platform.manage("shell", "--no-imports", "-c", RIGHT_ANSWERS)
    return dict(json.loads(printed.strip().splitlines()[-1]))


def register(page: Page, platform: Platform, language: str, email: str) -> None:
    """Create an account from the course page, confirm it with the code of the mail."""
    page.goto(f"{platform.url}/{language}/courses/traite/")
    page_check(page, language)
    page.locator(f"a.button[href*='/{language}/accounts/signup/']").last.click()
    page_check(page, language)
    page.fill("[name=email]", email)
    page.fill("[name=password1]", "une-phrase-longue-2026")
    page.fill("[name=given_name]", "Salma")
    page.fill("[name=family_name]", "Exemple")
    page.fill("[name=given_name_ar]", "سلمى")
    page.fill("[name=family_name_ar]", "مثال")
    page.select_option("[name=region]", "04")
    page.check("[name=gender][value=F]")
    page.check(f"[name=language][value={language}]")
    page.check("[name=consent]")
    page.locator("form[action*=signup] button[type=submit]").click()
    page_check(page, language)
    mail = platform.mails_to(email)[-1]
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mail, re.MULTILINE)
    assert code is not None, mail
    page.fill("[name=code]", code[1])
    page.locator("form:has([name=code]) button[type=submit]").first.click()


def answer_all(page: Page, right_answers: dict[str, Any], *, well: bool) -> None:
    """Answer every question of the attempt on the page, rightly or not."""
    for box in page.locator("[data-question]").all():
        question = right_answers[str(box.get_attribute("data-question"))]
        kind = question["kind"]
        if kind in {"single", "true_false", "multiple"}:
            wanted = question["right"]
            if not well:
                keys = [i.get_attribute("value") for i in box.locator("input").all()]
                wanted = [key for key in keys if key not in question["right"]][:1]
            for key in wanted:
                box.locator(f"input[value='{key}']").check()
        elif kind == "ordering":
            for place, key in enumerate(question["order"], start=1):
                value = place if well else len(question["order"]) + 1 - place
                box.locator(f"select[data-key='{key}']").select_option(str(value))
        elif kind == "matching":
            for key, texts in question["matches"].items():
                select = box.locator(f"select[data-key='{key}']")
                labels = [o.inner_text() for o in select.locator("option").all()]
                index = next(i for i, label in enumerate(labels) if label in texts)
                select.select_option(str(index if well else (index % (len(labels) - 1)) + 1))
        else:
            box.locator("input").fill(question["text"] if well else "?")


def switch(page: Page, language: str) -> None:
    """Change language by the switch of the page."""
    page.locator(
        f".lang-switch[hreflang={language}], .lang-switch [hreflang={language}]"
    ).first.click()
    page.wait_for_url(re.compile(f"/{language}/"))


def assessment_take(page: Page, right_answers: dict[str, Any], shown: str) -> str:
    """Take the assessment of this page: change language on the way, fail once, then pass.

    Returns the language that the page is in afterwards.
    """
    is_first = "evaluation-1" in page.url
    page.locator("form[action$='/attempts/start/'] button").click()
    page_check(page, shown)
    if is_first:
        answer_all(page, right_answers, well=False)
        page.locator("form[data-attempt] button[type=submit]").click()
        page_check(page, shown)
        expect(page.locator(".result--passed")).to_have_count(0)
        page.locator(".result a.button").click()
        page.locator("form[action$='/attempts/start/'] button").click()
        shown = "ar" if shown == "fr" else "fr"
        switch(page, shown)
        page_check(page, shown)
    answer_all(page, right_answers, well=True)
    page.locator("form[data-attempt] button[type=submit]").click()
    page_check(page, shown)
    expect(page.locator(".result--passed")).to_have_count(1)
    page.locator(".result a.button").click()
    return shown


def lesson_finish(page: Page, shown: str, *, with_switch: bool) -> None:
    """Finish the lesson of this page; on the way, change language and come back."""
    if with_switch:
        address = page.url
        other = "ar" if shown == "fr" else "fr"
        switch(page, other)
        page_check(page, other)
        switch(page, shown)
        assert page.url == address
    page.locator("form[action$='/complete/'] button").click()


def course_study(page: Page, right_answers: dict[str, Any], language: str) -> None:
    """From the first unit to the last, as the pages lead."""
    shown = language
    for number in range(60):
        page_check(page, shown)
        if page.locator("form[action$='/attempts/start/'] button").count():
            shown = assessment_take(page, right_answers, shown)
        elif page.locator("form[action$='/complete/'] button").count():
            lesson_finish(page, shown, with_switch=number == 1)
        elif page.locator("a[rel=next]").count():
            page.locator("a[rel=next]").click()
        if page.url.endswith("/courses/traite/"):
            return
    pytest.fail("the course has no end")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_from_registration_to_a_checked_certificate(
    page: Page, platform: Platform, right_answers: dict[str, Any], language: str
) -> None:
    email = f"salma-{language}@example.org"
    watch = HostWatch(page, platform.url)
    for path in ("", "courses/"):
        page.goto(f"{platform.url}/{language}/{path}")
        page_check(page, language)
    register(page, platform, language, email)
    page.goto(f"{platform.url}/{language}/courses/traite/")
    page.locator("form[action$='/enrol/'] button").click()
    course_study(page, right_answers, language)
    certificate_check(page, platform, language)
    for path in ("courses/traite/", "dashboard/", "profile/", "referral/"):
        page.goto(f"{platform.url}/{language}/{path}")
        page_check(page, language)
    printed = platform.manage("shell", "--no-imports", "-c", COUNTS.format(email=email))
    assert json.loads(printed.splitlines()[-1]) == {
        "enrolments": 1,
        "completed": 1,
        "completions": 20,
        "languages": ["ar", "fr"],
        "certificates": 1,
    }
    assert watch.foreign == []
    assert watch.failed == []


def certificate_check(page: Page, platform: Platform, language: str) -> None:
    """Wait for the certificate, download it, follow its QR code to the page that confirms it."""
    page.goto(f"{platform.url}/{language}/certificates/")
    download_link = page.locator("a[href$='/download/']")
    expect(download_link).to_be_visible(timeout=30_000)
    page_check(page, language)
    with page.expect_download() as download_info:
        download_link.click()
    address = qr_decode(download_info.value.path().read_bytes())
    assert address.startswith(f"{platform.url}/")
    page.goto(address)
    page_check(page, "ar" if "/ar/" in address else "fr")
    # The holder has not agreed to show more than initials.
    expect(page.locator("main")).to_contain_text("S. E.")
    expect(page.locator("main")).to_contain_text("س. م.")
    expect(page.locator("main")).not_to_contain_text("Salma")
    expect(page.locator(".notice--success")).to_be_visible()


def qr_decode(pdf: bytes) -> str:
    """Return what the QR code of the first page says."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    image = document[0].render(scale=3).to_pil()
    found = zxingcpp.read_barcodes(image)
    assert len(found) == 1
    return str(found[0].text)
