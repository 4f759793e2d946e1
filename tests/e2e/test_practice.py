"""Practice activities in a real browser, by keyboard and by tap: markup and script, no server."""

from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

pytestmark = pytest.mark.e2e
SCRIPTS = Path(__file__).resolve().parents[2] / "lms" / "static" / "lms" / "js"


def open_activity(page: Any, kind: str, activity: dict[str, Any], lang: str = "fr") -> Any:
    with translation.override(lang):
        body = render_to_string(f"components/practice/{kind}.html", {"activity": activity})
    direction = "rtl" if lang == "ar" else "ltr"
    page.set_content(
        f'<!doctype html><html lang="{lang}" dir="{direction}"><head><title>t</title></head>'
        f"<body><main>{body}</main></body></html>"
    )
    page.add_script_tag(path=str(SCRIPTS / "practice.js"), type="module")
    section = page.locator(".practice.is-ready")
    section.wait_for()
    return section


def test_sorting_counts_only_what_was_right_at_once(page):
    section = open_activity(
        page,
        "sort",
        {
            "buckets": [{"id": "a", "label": "Acte"}, {"id": "b", "label": "But"}],
            "cards": [{"id": "1", "text": "Recruter", "bucket": "a", "feedback": "Un acte."}],
        },
    )
    section.get_by_role("button", name="But").press("Enter")
    assert section.locator(".practice__placed li").count() == 0
    section.get_by_role("button", name="Acte").press("Enter")
    assert section.locator(".practice__placed li").inner_text() == "Recruter"
    assert "Un acte." in section.get_by_role("status").inner_text()
    score = section.get_attribute("data-t-score") or ""
    expected = score.replace("{n}", "0").replace("{total}", "1")
    assert section.locator(".practice__end p").inner_text() == expected


def test_multiple_choice_wants_all_the_right_options_and_no_other(page):
    section = open_activity(
        page,
        "choice",
        {
            "questions": [
                {
                    "text": "Lesquels ?",
                    "multiple": True,
                    "feedback": "Parce que.",
                    "options": [
                        {"id": "1", "text": "Un", "correct": True, "feedback": "Oui."},
                        {"id": "2", "text": "Deux", "correct": True, "feedback": ""},
                        {"id": "3", "text": "Trois", "correct": False, "feedback": ""},
                    ],
                }
            ]
        },
    )
    check = section.get_by_role("button", name=section.get_attribute("data-t-check"))
    check.click()
    assert section.get_by_role("status").inner_text() == section.get_attribute("data-t-choose")
    section.get_by_label("Un", exact=True).check()
    check.click()
    status = section.get_by_role("status").inner_text().split()
    assert " ".join(status) == f"{section.get_attribute('data-t-wrong')} Parce que."
    section.get_by_role("button").click()
    section.get_by_label("Un", exact=True).check()
    section.get_by_label("Deux", exact=True).check()
    section.get_by_role("button").click()
    status = section.get_by_role("status").inner_text().split()
    assert " ".join(status) == f"{section.get_attribute('data-t-right')} Parce que."


def test_steps_are_put_in_order_with_buttons_alone(page):
    texts = ["Accueillir", "Expliquer", "Orienter"]
    section = open_activity(
        page, "ordering", {"steps": [{"id": text, "text": text} for text in texts]}, lang="ar"
    )
    for place, text in enumerate(texts):
        while section.locator(".practice__what").all_inner_texts().index(text) > place:
            section.get_by_role("button", name=text).first.press("Enter")
    assert section.locator(".practice__what").all_inner_texts() == texts
    section.locator(".practice__stage > .button").press("Enter")
    score = section.get_attribute("data-t-count") or ""
    expected = score.replace("{n}", "3").replace("{total}", "3")
    assert section.locator(".practice__end p").inner_text() == expected


def test_a_decision_shows_its_consequence_then_leads_on(page):
    section = open_activity(
        page,
        "decision",
        {
            "start": "n1",
            "nodes": [
                {
                    "id": "n1",
                    "text": "Que faites-vous ?",
                    "choices": [
                        {"text": "J'écoute", "next": "n2", "feedback": "Bien.", "good": True},
                        {"text": "J'insiste", "next": "n2", "feedback": "Elle se ferme."},
                    ],
                },
                {"id": "n2", "text": "La suite.", "choices": []},
            ],
        },
    )
    section.get_by_role("button", name="J'insiste").press("Enter")
    assert "Elle se ferme." in section.get_by_role("status").inner_text()
    assert section.get_by_text("La suite.").count() == 1  # only in the hidden source
    section.get_by_role("button", name=section.get_attribute("data-t-next")).press("Enter")
    assert section.locator(".practice__text:focus").inner_text() == "La suite."
    assert section.locator(".practice__end p").inner_text() == section.get_attribute("data-t-end")


def test_without_storage_a_reflection_stays_readable(page):
    activity = {"prompt": "Pensez à une situation.", "private": True}
    section = open_activity(page, "reflection", activity)
    assert section.locator("[data-prompt]").inner_text() == "Pensez à une situation."
    assert section.locator("textarea[name]").count() == 0
