"""Rich text written as the Markdown of the lesson files."""

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

_INLINE = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_HEADINGS = {"h2": "## ", "h3": "### ", "h4": "#### "}


class NotMarkdownError(ValueError):
    """The rich text holds something that the lesson files' Markdown does not say."""


def markdown_of(html: str, referral_url: str) -> str:
    """Return Markdown for rich text. Raises NotMarkdownError for anything out of its reach."""
    soup = BeautifulSoup(html, "html.parser")
    parts = [_block(node, referral_url) for node in soup.children if str(node).strip()]
    return "\n\n".join(parts)


def _block(node: PageElement, referral_url: str) -> str:
    if isinstance(node, Tag):
        if node.name == "p":
            return _inline(node, referral_url)
        if node.name in _HEADINGS:
            return _HEADINGS[node.name] + _inline(node, referral_url)
        if node.name in {"ul", "ol"}:
            return _list(node, referral_url)
    raise NotMarkdownError(str(node)[:80])


def _list(node: Tag, referral_url: str) -> str:
    lines = []
    for number, item in enumerate(node.find_all("li", recursive=False), start=1):
        mark = "- " if node.name == "ul" else f"{number}. "
        lines.append(mark + _inline(item, referral_url))
    return "\n".join(lines)


def _inline(node: Tag, referral_url: str) -> str:
    return "".join(_piece(child, referral_url) for child in node.children).strip()


def _piece(node: PageElement, referral_url: str) -> str:
    if isinstance(node, NavigableString):
        return str(node)
    if isinstance(node, Tag):
        inner = _inline(node, referral_url)
        if node.name in _INLINE:
            return f"{_INLINE[node.name]}{inner}{_INLINE[node.name]}"
        if node.name == "a" and node.get("href") == referral_url:
            return f"[{inner}](referral:)"
    raise NotMarkdownError(str(node)[:80])
