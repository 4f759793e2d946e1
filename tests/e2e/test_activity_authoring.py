"""From the file on an author's disk to a completed unit: in the administration, then on a phone.

In French the uploaded package is played; in Arabic its translation, written and published here.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import Platform
from tests.e2e.helpers import page_check
from tests.e2e.test_activities import asked, device, frame_of, saved
from tests.factories.h5p import package_build
from tests.factories.h5p_play import set_parts

pytestmark = pytest.mark.e2e
DESK = {"width": 1280, "height": 900}
TITLE = "Série envoyée {code}"
SEED = """
import json
from tests.e2e.sessions import session_make
from accounts.enums import Role
from courses.api import enrolment_create
from courses.models import ActivityPage
from tests.factories.accounts import UserFactory
from tests.factories.activities import activity_course
from tests.factories.enrolment import CohortFactory
from tests.factories.own_content import own_activity
from wagtail.users.models import UserProfile

found = {}
for code in ("fr", "ar"):
    slug = f"auteur-{code}"
    stands_in = {language: own_activity(language=language) for language in ("fr", "ar")}
    course = activity_course(stands_in, slug=slug, rule="score", pass_percent=60).course
    author = UserFactory(username=f"autrice-{code}", role=Role.ADMINISTRATOR, language=code)
    UserProfile.objects.update_or_create(user=author, defaults={"preferred_language": code})
    learner = UserFactory(username=f"joueuse-a{code}", given_name="Joueuse", family_name="Envoi")
    enrolment = enrolment_create(user=learner, course=course, language=code)
    cohort = CohortFactory(course=course, code=f"e2e-auteur-{code}")
    enrolment.cohort = cohort
    enrolment.save()
    trainer = UserFactory(username=f"formatrice-a{code}", role=Role.TRAINER)
    cohort.trainers.add(trainer)
    page = ActivityPage.objects.get(
        unit__course=course, slug="jouer", locale__language_code=code
    )
    found[code] = {
        "page": page.pk,
        "unit": page.unit_id,
        "author": session_make(author),
        "learner": session_make(learner),
        "trainer": session_make(trainer),
    }
print(json.dumps(found))
"""
ARABIC = ("عرض عمل يطلب الدفع مسبقًا.", "أرفض", "أدفع", "أتحقق", "احتُجز جواز السفر.", "هذا مؤشر")


@pytest.fixture(scope="session")
def authored(platform: Platform) -> dict[str, Any]:
    """Courses whose unit still shows another activity, with an author, a learner, a trainer."""
    printed = platform.manage("shell", "--no-imports", "-c", SEED)
    return dict(json.loads(printed.strip().splitlines()[-1]))


def desk(browser: Browser, platform: Platform, session: str) -> BrowserContext:
    """An author's computer."""
    context = browser.new_context(viewport=DESK)  # type: ignore[arg-type]
    context.add_cookies([{"name": "lms_session", "value": session, "url": platform.url}])
    return context


def upload(page: Page, platform: Platform, folder: Path, title: str) -> int:
    """Send a package through the form; return the activity's number once it is imported."""
    parts = set_parts("fr")
    parts["manifest"]["title"] = title
    file = folder / "serie.h5p"
    file.write_bytes(package_build(**parts))
    page.goto(f"{platform.url}/admin/h5p/activities/add/")
    page.set_input_files("[name=file]", str(file))
    page.locator("[name=install]").check()
    page.locator("form[enctype] button[type=submit]").click()
    button = page.locator("a.button[href*='/h5p/activities/edit/']")
    expect(button).to_be_visible(timeout=60_000)
    address = str(button.get_attribute("href"))
    return int(address.rstrip("/").rpartition("/")[2])


def translate(page: Page, platform: Platform, number: int, title: str) -> None:
    """Change the activity, see it before it is saved, translate it, see that too, publish it."""
    page.goto(f"{platform.url}/admin/h5p/{number}/content/")
    expect(page.locator("[data-h5p-editor]:not([aria-busy])")).to_be_visible(timeout=20_000)
    page.locator("[name=title]").fill(f"{title} bis")
    page.locator("[data-h5p-preview]").click()
    frame = page.frame_locator(".h5p-preview__frame")
    expect(frame.locator("input[type=checkbox]")).to_have_count(3, timeout=20_000)
    assert frame.locator("html").get_attribute("dir") == "ltr"
    page.locator("[data-h5p-preview-close]").click()
    page.locator("form.h5p-editor button[type=submit]").click()
    page.wait_for_load_state()
    page.locator("form[action$='/translate/'] button").click()
    fields = page.locator("textarea[name^=text-]")
    expect(fields.first).to_be_attached()
    texts = [*ARABIC, "هذا عادي"]
    assert fields.count() == len(texts)
    page.locator("[name=title]").fill("سلسلة أسئلة")
    for place, text in enumerate(texts):
        fields.nth(place).evaluate(
            "(field, text) => { field.value = text; const rich = window.Jodit.instances &&"
            " window.Jodit.instances[field.id]; if (rich) rich.value = text; }",
            text,
        )
    page.locator("[data-h5p-preview]").click()
    frame = page.frame_locator(".h5p-preview__frame")
    expect(frame.locator("html")).to_have_attribute("dir", "rtl")
    expect(frame.locator("body")).to_contain_text(ARABIC[0], timeout=20_000)
    page.locator("[data-h5p-preview-close]").click()
    page.locator("form.h5p-editor button[type=submit]").click()
    expect(page.locator(".messages .success")).to_be_visible()


def place(page: Page, platform: Platform, number: int, title: str) -> None:
    """Choose the activity in the unit's page and publish the page."""
    page.goto(f"{platform.url}/admin/pages/{number}/edit/")
    page.evaluate("document.querySelector('[data-chooser-action-choose]').click()")
    page.locator("a[data-chooser-modal-choice]", has_text=title).first.click()
    expect(page.locator("[data-chooser-title]").first).to_contain_text(title)
    page.evaluate("document.querySelector('[name=action-publish]').click()")
    expect(page.locator(".messages .success")).to_be_visible(timeout=20_000)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_from_the_file_to_the_completed_unit(
    browser: Browser,
    platform: Platform,
    authored: dict[str, Any],
    tmp_path: Path,
    language: str,
):
    known = authored[language]
    title = TITLE.format(code=language)
    context = desk(browser, platform, known["author"])
    page = context.new_page()
    number = upload(page, platform, tmp_path, title)
    if language == "ar":
        translate(page, platform, number, title)
        title = "سلسلة أسئلة"
    place(page, platform, known["page"], title)
    context.close()

    address = f"{platform.url}/{language}/courses/auteur-{language}/jouer/"
    first = device(browser, platform, known["learner"])
    page = first.new_page()
    page.goto(address)
    frame = frame_of(page)
    assert frame.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    frame.locator("input[type=checkbox]").nth(0).check()
    frame.locator("input[type=checkbox]").nth(2).check()
    with page.expect_request(lambda request: "/state/" in request.url, timeout=20_000):
        frame.locator(".sample-next").click()
    page.wait_for_timeout(6_000)
    saved(page)
    first.close()

    second = device(browser, platform, known["learner"])
    page = second.new_page()
    page.goto(address)
    frame = frame_of(page)
    expect(frame.locator("input[type=checkbox]")).to_have_count(2)
    frame.locator("input[type=checkbox]").nth(0).check()
    frame.locator(".sample-next").click()
    expect(page.locator("[data-status]")).to_contain_text("100")
    expect(page.locator("[data-h5p-done]")).to_be_visible()
    record = asked(platform, RECORD, f"a{language}")
    assert record == {"plays": [[1, "100.00", True, True]], "completions": 1}
    page.goto(f"{address}results/")
    page.locator("main a[href*='/plays/']").click()
    expect(page.locator(".review")).to_have_count(2)
    page_check(page, language)
    second.close()

    trainer = desk(browser, platform, known["trainer"])
    page = trainer.new_page()
    page.goto(f"{platform.url}/admin/results/activities/?unit={known['unit']}")
    expect(page.locator("main")).to_contain_text("Envoi")
    expect(page.locator("main")).to_contain_text("100")
    trainer.close()


RECORD = """
import json
from courses.models import ActivityPlay, UnitCompletion
plays = ActivityPlay.objects.filter(enrolment__user__username="joueuse-{code}", slot="")
print(json.dumps({{
  "plays": [[p.number, str(p.percent), p.passed, p.is_verified] for p in plays],
  "completions": UnitCompletion.objects.filter(
      enrolment__user__username="joueuse-{code}", unit__code="jouer").count()}}))
"""
