"""HTML of contents: what the semantics allow, and never code."""

import re
from functools import lru_cache
from typing import Any

import nh3

SCHEMES = {"http", "https", "mailto", "tel"}
ALWAYS = frozenset({"div", "span", "p", "br"})
# As H5P reads a tag of the semantics: what also comes with it.
IMPLIED: dict[str, frozenset[str]] = {
    "strong": frozenset({"b"}),
    "b": frozenset({"strong"}),
    "em": frozenset({"i"}),
    "i": frozenset({"em"}),
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "del": frozenset({"s", "strike"}),
    "strike": frozenset({"s", "del"}),
    "s": frozenset({"del", "strike"}),
    "table": frozenset(
        {"tr", "td", "th", "colgroup", "col", "thead", "tbody", "tfoot", "caption", "figure"}
    ),
    "figure": frozenset({"figcaption"}),
}
_SAFE = (
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em "
    "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s "
    "samp small span strike strong sub sup table tbody td tfoot th thead tr u ul var "
)
SAFE = frozenset(_SAFE.split())
EVERYWHERE = {"class", "dir", "lang", "title", "style"}
ATTRIBUTES: dict[str, set[str]] = {
    "*": EVERYWHERE,
    "a": {"href", "target", "rel"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "ol": {"start", "type", "reversed"},
    "col": {"span"},
    "colgroup": {"span"},
}
STYLES = {
    *("color", "background-color", "font-size", "font-family", "font-weight", "font-style"),
    *("text-align", "text-decoration", "direction", "line-height", "vertical-align"),
    *("width", "height", "margin-left", "margin-right", "border", "border-color"),
    *("border-style", "border-width", "border-collapse", "padding", "list-style-type"),
}


@lru_cache(maxsize=256)
def _tags(names: frozenset[str]) -> frozenset[str]:
    wanted = set(names) | ALWAYS
    for name in names:
        wanted |= IMPLIED.get(name, frozenset())
    return frozenset(wanted & SAFE)


def html_clean(text: str, tags: frozenset[str]) -> str:
    """Return the text with these tags only, and without code, whatever they are."""
    if "<" not in text and "&" not in text:
        return text
    return str(
        nh3.clean(
            text,
            tags=set(_tags(tags)),
            clean_content_tags={"script", "style"},
            attributes=ATTRIBUTES,
            url_schemes=SCHEMES,
            filter_style_properties=STYLES,
            link_rel=None,
        )
    )


def plain_clean(text: str) -> str:
    """Return a text without markup as H5P keeps it: what could open a tag is written out.

    Libraries put such texts into pages as HTML, so the signs are replaced as the reference
    implementation does. Apostrophes and what is already written out stay.
    """
    if not any(sign in text for sign in '<>"'):
        return text
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def text_same(before: str, after: str) -> bool:
    """Whether cleaning changed more than the way of writing."""
    return _plain(before) == _plain(after)


def _plain(text: str) -> str:
    return re.sub(r"[\s\u00a0]|&[a-z#0-9]+;|[\"'&]", "", text)


def address_allowed(value: Any) -> bool:
    """Whether an address that a content names is one that a browser may be sent to."""
    if not isinstance(value, str):
        return False
    squeezed = re.sub(r"[\x00-\x20\x7f\u00a0\u200b]", "", value).lower()
    scheme = squeezed.partition(":")[0] if ":" in squeezed.partition("/")[0] else ""
    return scheme in {"", "http", "https", "mailto", "tel"}
