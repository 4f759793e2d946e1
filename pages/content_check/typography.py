"""Digits, quotation marks, spaces, months and terms of each language."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pages.content_loader.reader import Node

_QUOTED = re.compile(r"«[^»]*»")
_SPACE = r"[ \u00a0\u202f]"


class Rule(NamedTuple):
    """A pattern that must not be found, and what to say when it is."""

    pattern: re.Pattern[str]
    message: str
    outside_quotes: bool = False


_BOTH = (
    Rule(re.compile(r"[٠-٩۰-۹]"), "digits are 0-9 in both languages"),
    Rule(re.compile(r"[\"“”„]"), "quotation marks are « … » (French) and «…» (Arabic)"),
    Rule(re.compile(r"\.\.\."), "an ellipsis is one character (…)"),
)
_TYPOGRAPHY: dict[str, tuple[Rule, ...]] = {
    "fr": (
        *_BOTH,
        Rule(re.compile(rf"«(?!{_SPACE})|(?<!{_SPACE})»"), "« needs a space inside, » too"),
        Rule(re.compile(r"[\w)»%][;!?]"), "a space goes before ; ! ?"),
        Rule(re.compile(r"[^\W\d]:(?=\s|$)|»:"), "a space goes before :"),
        Rule(re.compile(r"\d{4,}(?=\s*(?:DH|personnes))"), "thousands are set apart by a space"),
    ),
    "ar": (
        *_BOTH,
        Rule(re.compile(r"«\s|\s»"), "no space inside «…» in Arabic"),
        Rule(re.compile(r"[\u0621-\u064a]\s*[,;?]"), "Arabic punctuation is ، ؛ ؟"),
        Rule(re.compile(r"\s[،؛؟]"), "no space before ، ؛ ؟"),
        Rule(
            re.compile(
                r"ديسمبر|نوفمبر|سبتمبر|أغسطس|يوليو(?!ز)|مايو|كانون|تموز|شباط|آذار|نيسان|حزيران"
            ),
            "months are the Moroccan ones",
        ),
    ),
}


def terms_rules(terms: Node) -> dict[str, tuple[Rule, ...]]:
    """Return the rules of `terms.yaml` by language. Raises ContentError for a malformed entry."""
    rules: dict[str, tuple[Rule, ...]] = {}
    for language in ("fr", "ar"):
        found = []
        for entry in terms.need(language, list):
            message = f"the glossary says: {entry.need('prefer', str)}"
            pattern = re.compile(entry.need("avoid", str), re.IGNORECASE)
            found.append(Rule(pattern, message, bool(entry.get("outside_quotes"))))
        rules[language] = tuple(found)
    return rules


def typography_check(text: str, language: str, terms: tuple[Rule, ...]) -> Iterator[str]:
    """Yield what is wrong with one line of running text."""
    unquoted = _QUOTED.sub("", text)
    for rule in (*_TYPOGRAPHY[language], *terms):
        found = rule.pattern.search(unquoted if rule.outside_quotes else text)
        if found:
            yield f"{rule.message}: {found.group().strip()!r}"
