"""A course's documents as PDF: sheets to print, slides to project. The words are the authors'."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from core.typesetting import pdf_typeset

TEMPLATES = Path(__file__).parent / "typst"
_BLOCKS = {"p": "p", "h2": "h2", "h3": "h3", "h4": "h3", "li": "li"}


class _Nodes(HTMLParser):
    """Rich text as a list of {kind, ordered, runs}; a run is {text, bold, italic}."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[dict[str, Any]] = []
        self.lists: list[bool] = []
        self.bold = self.italic = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, a list or a style."""
        if tag in _BLOCKS:
            # A paragraph inside a list item is the item's own text.
            if not (tag == "p" and self.nodes and self.nodes[-1].get("open_item")):
                self._open(_BLOCKS[tag])
        elif tag in {"ul", "ol"}:
            self.lists.append(tag == "ol")
        elif tag in {"b", "strong"}:
            self.bold += 1
        elif tag in {"i", "em"}:
            self.italic += 1
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        if tag == "li" and self.nodes:
            self.nodes[-1].pop("open_item", None)
        elif tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag in {"b", "strong"}:
            self.bold = max(self.bold - 1, 0)
        elif tag in {"i", "em"}:
            self.italic = max(self.italic - 1, 0)

    def handle_data(self, data: str) -> None:
        """Add text to the open block."""
        if not data.strip() and (not self.nodes or not self.nodes[-1]["runs"]):
            return
        if not self.nodes:
            self._open("p")
        run = {"text": data, "bold": bool(self.bold), "italic": bool(self.italic)}
        self.nodes[-1]["runs"].append(run)

    def _open(self, kind: str) -> None:
        node: dict[str, Any] = {"kind": kind, "runs": []}
        if kind == "li":
            node["ordered"] = bool(self.lists and self.lists[-1])
            node["open_item"] = True
        self.nodes.append(node)


def html_nodes(source: str) -> list[dict[str, Any]]:
    """Return rich text as nodes; links become their text."""
    parser = _Nodes()
    parser.feed(source)
    parser.close()
    found = []
    for node in parser.nodes:
        node.pop("open_item", None)
        if node["runs"]:
            node["runs"][0]["text"] = node["runs"][0]["text"].lstrip()
            node["runs"][-1]["text"] = node["runs"][-1]["text"].rstrip()
            found.append(node)
    return found


def _html(value: Any) -> str:
    return str(getattr(value, "source", value))


def _block_nodes(name: str, value: Any) -> list[dict[str, Any]]:
    if name == "table":
        rows = [list(row["cells"]) for row in value["rows"]]
        return [{"kind": "table", "columns": list(value["columns"]), "rows": rows}]
    if name == "do_dont":
        return [
            {"kind": "box", "tone": tone, "title": title, "items": _items(value[part])}
            for part, tone, title in (("do", "ok", _("To do")), ("dont", "bad", _("Not to do")))
            if value[part]
        ]
    if name == "say":
        phrases = _items(value["phrases"])
        return [{"kind": "box", "tone": "say", "title": _("Words to say"), "items": phrases}]
    return html_nodes(_html(value))


def _items(values: Any) -> list[list[dict[str, Any]]]:
    return [[run for node in html_nodes(_html(value)) for run in node["runs"]] for value in values]


def kit_document_pdf(*, value: Any, language: str, course_title: str) -> bytes:
    """Return a document of a course (a `KitDocumentBlock` value) as PDF, in its language."""
    with translation.override(language):
        nodes = [
            node for block in value["body"] for node in _block_nodes(block.block_type, block.value)
        ]
        data = {
            "title": value["title"],
            "course": course_title,
            "issuer": _("IOM Morocco"),
            "language": language,
            "dir": "rtl" if language == "ar" else "ltr",
            "nodes": nodes,
        }
    name = "slides.typ" if value["layout"] == "slides" else "document.typ"
    return pdf_typeset(TEMPLATES / name, data)
