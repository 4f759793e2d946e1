"""What every page of a journey must satisfy."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import polib
from axe_playwright_python.sync_playwright import Axe

ROOT = Path(__file__).resolve().parents[2]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@lru_cache(maxsize=1)
def source_strings() -> list[str]:
    """Source strings long enough to be told from French: two words or more, no placeholder."""
    catalogue = polib.pofile(str(ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"))
    found = []
    for entry in catalogue:
        for text in (entry.msgid, entry.msgid_plural):
            words = re.findall(r"[A-Za-z]+", text)
            if len(words) > 1 and "%" not in text and entry.msgstr != entry.msgid:
                found.append(text)
    return found


def page_check(page: Any, language: str) -> None:
    """No axe violation, right direction, no English, nothing wider than the phone."""
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    violations = [
        (row["id"], [node["html"][:200] for node in row["nodes"]])
        for row in results.response["violations"]
    ]
    assert violations == [], f"{page.url}: {violations}"
    text = page.locator("body").inner_text()
    english = [string for string in source_strings() if string in text]
    assert english == [], f"{page.url}: {english}"
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{page.url} is {width} px wide"


class HostWatch:
    """Collects requests to other hosts than the platform's own, and failed answers."""

    def __init__(self, page: Any, url: str) -> None:
        self.foreign: list[str] = []
        self.failed: list[tuple[int, str]] = []
        page.on("request", lambda request: self._see(request.url, url))
        page.on("response", self._answered)

    def _answered(self, response: Any) -> None:
        if response.status >= 400:
            self.failed.append((response.status, response.url))

    def _see(self, address: str, own: str) -> None:
        if not address.startswith((own, "data:", "blob:")):
            self.foreign.append(address)
