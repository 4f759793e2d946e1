"""Activities on a phone: played, left in the middle, resumed elsewhere, finished, seen by all.

And a hostile package, which tries everything and gets nothing.
"""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import Platform
from tests.e2e.helpers import page_check

pytestmark = pytest.mark.e2e
PHONE = {"width": 390, "height": 844}
SEED = """
import json
from accounts.enums import Role
from courses.api import enrolment_create
from courses.models import Course
from tests.factories.accounts import UserFactory
from tests.factories.activities import activity_course
from tests.factories.enrolment import CohortFactory
from tests.factories.h5p import activity_make
from tests.factories.h5p_play import set_make
from tests.e2e.hostile_package import hostile_parts
from tests.e2e.sessions import session_make as session

course = activity_course(
    {"fr": set_make("fr"), "ar": set_make("ar")}, rule="score", pass_percent=60
).course
evil = activity_make(**hostile_parts())
activity_course({"fr": evil, "ar": evil}, slug="hostile")
sessions = {}
cohort = CohortFactory(course=course, code="e2e-activites")
for code in ("fr", "ar", "off"):
    user = UserFactory(username=f"joueuse-{code}", given_name="Joueuse", family_name=code.upper())
    enrolment = enrolment_create(user=user, course=course, language="fr")
    enrolment.cohort = cohort
    enrolment.save()
    enrolment_create(user=user, course=Course.objects.get(code="hostile"), language="fr")
    sessions[code] = session(user)
trainer = UserFactory(username="formatrice-e2e", role=Role.TRAINER)
cohort.trainers.add(trainer)
trainer.refresh_from_db()
sessions["trainer"] = session(trainer)
unit = course.units.get(code="jouer")
print(json.dumps({"sessions": sessions, "unit": unit.pk}))
"""
RECORD = """
import json
from courses.models import ActivityPlay, UnitCompletion
plays = ActivityPlay.objects.filter(enrolment__user__username="joueuse-{code}", slot="")
print(json.dumps({{
  "plays": [[p.number, str(p.percent), p.passed, p.is_verified, p.is_corrected] for p in plays],
  "answers": [a.is_right for p in plays for a in p.answers.all()],
  "completions": UnitCompletion.objects.filter(
      enrolment__user__username="joueuse-{code}", unit__code="jouer").count()}}))
"""
STATEMENTS = """
import json
from xapi.models import Statement
from courses.models import Enrolment
rows = Enrolment.objects.filter(user__username="joueuse-{code}").values_list("uuid", flat=True)
found = Statement.objects.filter(registration__in=list(rows)).order_by("sequence")
print(json.dumps([[s.verb_id.rsplit("/", 1)[1], str(s.statement_id)] for s in found]))
"""


@pytest.fixture(scope="session")
def seeded(platform: Platform) -> dict[str, Any]:
    """Courses with activities, learners and a trainer, logged in."""
    printed = platform.manage("shell", "--no-imports", "-c", SEED)
    return dict(json.loads(printed.strip().splitlines()[-1]))


def asked(platform: Platform, script: str, code: str) -> Any:
    """What the platform has recorded."""
    printed = platform.manage("shell", "--no-imports", "-c", script.format(code=code))
    return json.loads(printed.strip().splitlines()[-1])


def device(browser: Browser, platform: Platform, session: str) -> BrowserContext:
    """A phone of its own, with the person's session."""
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    context.add_cookies([{"name": "lms_session", "value": session, "url": platform.url}])
    return context


def frame_of(page: Page) -> Any:
    """The activity, playing."""
    expect(page.locator("iframe.activity__frame")).to_be_visible(timeout=20_000)
    return page.frame_locator("iframe.activity__frame")


def saved(page: Page) -> None:
    """Everything that the activity told has been sent."""
    page.wait_for_function(
        "() => !JSON.parse(localStorage.getItem('lms.activities.outbox') || '[]').length",
        timeout=20_000,
    )


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_play_leave_resume_elsewhere_finish_and_be_seen(
    browser: Browser, platform: Platform, seeded: dict[str, Any], language: str
):
    session = seeded["sessions"][language]
    address = f"{platform.url}/{language}/courses/activites/jouer/"
    first = device(browser, platform, session)
    page = first.new_page()
    # From the lesson with its activity to the unit that is one.
    page.goto(f"{platform.url}/{language}/courses/activites/lire/")
    expect(page.locator("[data-begin]")).to_be_visible()
    page.goto(address)
    frame = frame_of(page)
    assert frame.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    frame.locator("input[type=checkbox]").nth(0).check()
    frame.locator("input[type=checkbox]").nth(2).check()
    with page.expect_request(lambda request: "/state/" in request.url, timeout=20_000):
        frame.locator(".sample-next").click()
    page_check(page, language)
    page.wait_for_timeout(6_000)
    saved(page)
    first.close()

    second = device(browser, platform, session)
    page = second.new_page()
    page.goto(address)
    frame = frame_of(page)
    # Where it was left: the second question.
    expect(frame.locator("input[type=checkbox]")).to_have_count(2)
    frame.locator("input[type=checkbox]").nth(0).check()
    frame.locator(".sample-next").click()
    expect(frame.locator(".sample-score")).to_have_text("3 / 3")
    expect(page.locator("[data-status]")).to_contain_text("100")
    expect(page.locator("[data-h5p-done]")).to_be_visible()
    page_check(page, language)
    assert asked(platform, RECORD, language) == {
        "plays": [[1, "100.00", True, True, False]],
        "answers": [True, True],
        "completions": 1,
    }
    page.goto(f"{address}results/")
    page_check(page, language)
    page.locator("main a[href*='/plays/']").click()
    page_check(page, language)
    expect(page.locator(".review")).to_have_count(2)
    second.close()

    trainer = device(browser, platform, seeded["sessions"]["trainer"])
    page = trainer.new_page()
    page.goto(f"{platform.url}/admin/results/activities/?unit={seeded['unit']}")
    expect(page.locator("main")).to_contain_text(language.upper())
    expect(page.locator("main")).to_contain_text("100")
    trainer.close()


def test_answers_given_offline_are_sent_later_once_in_order(
    browser: Browser, platform: Platform, seeded: dict[str, Any]
):
    context = device(browser, platform, seeded["sessions"]["off"])
    page = context.new_page()
    page.goto(f"{platform.url}/fr/courses/activites/jouer/")
    frame = frame_of(page)
    frame.locator("input[type=checkbox]").nth(0).wait_for()
    saved(page)
    context.set_offline(True)
    frame.locator("input[type=checkbox]").nth(1).check()
    frame.locator(".sample-check").click()
    frame.locator(".sample-next").click()
    frame.locator("input[type=checkbox]").nth(0).check()
    frame.locator(".sample-next").click()
    expect(page.locator("[data-status]")).to_contain_text("connexion")
    before = asked(platform, STATEMENTS, "off")
    assert "completed" not in [verb for verb, _id in before]
    context.set_offline(False)
    saved(page)
    after = asked(platform, STATEMENTS, "off")
    verbs = [verb for verb, _id in after][len(before) :]
    assert verbs == ["interacted", "answered", "progressed", "attempted", "interacted", "completed"]
    assert len({identifier for _verb, identifier in after}) == len(after)
    record = asked(platform, RECORD, "off")
    # One point of three: below the mark, the unit is not completed.
    assert record["plays"] == [[1, "33.33", False, True, False]]
    assert record["completions"] == 0
    context.close()


def test_a_hostile_package_gets_nothing(
    browser: Browser, platform: Platform, seeded: dict[str, Any]
):
    context = device(browser, platform, seeded["sessions"]["fr"])
    page = context.new_page()
    answered: list[str] = []
    # What was really asked of anybody: refused requests of a policy get no answer.
    context.on("response", lambda response: answered.append(response.url))
    context.add_init_script("try { localStorage.setItem('secret', 'of the platform') } catch {}")
    address = f"{platform.url}/fr/courses/hostile/jouer/"
    page.goto(address)
    frame = frame_of(page)
    expect(frame.locator("#report[data-done]")).to_be_attached(timeout=20_000)
    report = json.loads(frame.locator("#report").inner_text())
    got = {name: result for name, result in report.items() if not result.startswith("refused")}
    assert got == {}
    page.wait_for_timeout(1_000)
    assert page.url == address
    assert len(context.pages) == 1
    assert page.locator("h1").inner_text() == "Jouer"
    assert [url for url in answered if not url.startswith(platform.url)] == []
    stolen = [url for url in answered if re.search(r"stolen|dashboard|/admin/|/logout", url)]
    assert stolen == []
    cookies = {cookie["name"] for cookie in context.cookies()}
    assert "evil" not in cookies
    context.close()


def test_without_javascript_there_is_a_text_and_a_note(
    browser: Browser, platform: Platform, seeded: dict[str, Any]
):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    session = seeded["sessions"]["fr"]
    context.add_cookies([{"name": "lms_session", "value": session, "url": platform.url}])
    page = context.new_page()
    page.goto(f"{platform.url}/fr/courses/activites/lire/")
    assert page.locator("[data-stage] noscript").count() == 1
    expect(page.locator("[data-begin]")).to_be_hidden()
    page.locator(".activity summary").click()
    expect(page.locator(".activity .prose")).to_contain_text("En mots.")
    context.close()
