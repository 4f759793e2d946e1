"""What a lesson may weigh, and rules that the style sheets keep."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "lms" / "static" / "lms"
SHEETS = sorted((STATIC / "css").glob("*.css"))


def compressed(*names: str) -> int:
    return sum(len(gzip.compress((STATIC / name).read_bytes())) for name in names)


def test_style_sheets_of_a_lesson_stay_under_12_kb():
    assert compressed("css/tokens.css", "css/site.css", "css/lesson.css") <= 12_000


def test_scripts_of_a_lesson_stay_under_8_kb():
    assert compressed("js/site.js", "js/practice.js") <= 8_000


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_only_logical_properties(sheet):
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    physical = re.findall(
        r"[{;]\s*((?:margin|padding|border)-(?:left|right)[^:]*|left|right|float|text-align:\s*(?:left|right))\s*[:;]",
        css,
    )
    assert physical == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_nothing_comes_from_elsewhere(sheet):
    css = sheet.read_text(encoding="utf-8")
    assert re.findall(r"@import|url\(\"?(?:https?:)?//", css) == []


def test_scripts_have_no_words_of_their_own():
    for script in sorted((STATIC / "js").glob("*.js")):
        code = re.sub(
            r"/\*.*?\*/|//[^\n]*", "", script.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        sentences = re.findall(r"\"[A-Z][a-z]+ [a-z][^\"]*\"", code)
        assert sentences == [], script.name
