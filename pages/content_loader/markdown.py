"""Lesson files: Markdown with a small set of block directives, made into StreamField data."""

import json
import re
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from pages.content_loader.reader import ContentError, spaced

DIRECTIVES = frozenset(
    {
        "situation",
        "definition",
        "quote",
        "do",
        "dont",
        "say",
        "case",
        "accordion",
        "activity",
        "remember",
        "keypoints",
        "block",
    }
)
_OPEN = re.compile(r'^:::(?P<name>[a-z]+)(?:\s+(?P<key>[a-z]+)="(?P<value>.*)")?\s*$')
_ITEM = re.compile(r"^(?:[-*]|\d+\.)\s+(?P<text>.*)$")
_CHOICE = re.compile(r"^\+(?P<good>!?)\s+(?P<text>.*?)\s*=>\s*(?P<after>.*)$")
_TABLE_RULE = re.compile(r"^\|?[\s:|-]+\|?$")
_MARKDOWN = MarkdownIt("commonmark", {"html": False})

Block = tuple[str, Any]
Line = tuple[int, str]


class LessonParser:
    """Parses the body of one lesson file. `referral_url` is where `referral:` links lead."""

    def __init__(self, path: Path, referral_url: str) -> None:
        self.path = path
        self.referral_url = referral_url

    def parse(self, lines: list[Line]) -> list[Block]:
        """Return [(block type, value)]; the activity's place is ("activity", None)."""
        blocks: list[Block] = []
        text: list[Line] = []
        position = 0
        while position < len(lines):
            number, line = lines[position]
            if not line.startswith(":::"):
                text.append((number, line))
                position += 1
                continue
            blocks += self._text(text)
            text = []
            end = self._end(lines, position)
            blocks.append(self._directive(number, line, lines[position + 1 : end]))
            position = end + 1
        blocks += self._text(text)
        return self._paired(blocks)

    def html(self, source: str) -> str:
        """Render inline and block Markdown to the HTML that a rich text field keeps."""
        html = _MARKDOWN.render(self._spaced(source)).strip()
        html = html.replace("<strong>", "<b>").replace("</strong>", "</b>")
        html = html.replace("<em>", "<i>").replace("</em>", "</i>")
        return html.replace('href="referral:"', f'href="{self.referral_url}"')

    def _spaced(self, text: str) -> str:
        return spaced(text, "fr" if self.path.name.endswith(".fr.md") else "ar")

    def _fail(self, number: int, field: str, problem: str) -> ContentError:
        return ContentError(self.path, number, field, problem)

    def _end(self, lines: list[Line], start: int) -> int:
        for position in range(start + 1, len(lines)):
            if lines[position][1].strip() == ":::":
                return position
            if lines[position][1].startswith(":::"):
                raise self._fail(lines[position][0], "directive", "opens inside another one")
        raise self._fail(lines[start][0], "directive", "has no closing :::")

    def _text(self, lines: list[Line]) -> list[Block]:
        """Running text, with tables made into blocks of their own."""
        blocks: list[Block] = []
        plain: list[str] = []

        def flush() -> None:
            source = "\n".join(plain).strip()
            plain.clear()
            if source:
                blocks.append(("rich_text", self.html(source)))

        position = 0
        while position < len(lines):
            number, line = lines[position]
            following = lines[position + 1][1] if position + 1 < len(lines) else ""
            if line.lstrip().startswith("|") and _TABLE_RULE.match(following.strip()):
                flush()
                end = position
                while end < len(lines) and lines[end][1].lstrip().startswith("|"):
                    end += 1
                blocks.append(self._table(number, [row for _n, row in lines[position:end]]))
                position = end
                continue
            plain.append(line)
            position += 1
        flush()
        return blocks

    def _table(self, number: int, rows: list[str]) -> Block:
        cells = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows]
        columns, body = cells[0], cells[2:]
        if any(len(row) != len(columns) for row in body):
            raise self._fail(number, "table", "has rows of different lengths")
        plain = [[self._spaced(cell.replace("**", "")) for cell in row] for row in (columns, *body)]
        return (
            "table",
            {"caption": "", "columns": plain[0], "rows": [{"cells": row} for row in plain[1:]]},
        )

    def _directive(self, number: int, line: str, inner: list[Line]) -> Block:
        match = _OPEN.match(line.strip())
        if match is None or match["name"] not in DIRECTIVES:
            raise self._fail(number, "directive", f"is not known: {line.strip()}")
        name, value = match["name"], self._spaced(match["value"] or "")
        source = "\n".join(text for _number, text in inner).strip()
        if name in {"do", "dont", "say", "remember", "keypoints"}:
            return self._list(number, name, inner)
        if name == "case":
            return self._case(number, value, inner)
        if name == "activity":
            return ("activity", None)
        if not source:
            raise self._fail(number, name, "is empty")
        if name == "block":
            return self._whole(number, value, source)
        html = self.html(source)
        if name == "situation":
            return ("situation", {"text": html})
        keys = {"definition": ("definition", "term"), "quote": ("quotation", "source")}
        block, key = keys.get(name, ("accordion", "title"))
        if not value:
            raise self._fail(number, name, f'needs {key}="…"')
        return (block, {key: value, "text": html})

    def _whole(self, number: int, kind: str, source: str) -> Block:
        """A block written whole, as content_dump does for what has no directive."""
        try:
            return (kind, json.loads(source))
        except ValueError as error:
            raise self._fail(number, "block", "is not valid JSON") from error

    def _items(self, number: int, name: str, inner: list[Line]) -> list[str]:
        items: list[str] = []
        for line_number, line in inner:
            match = _ITEM.match(line.strip())
            if match:
                items.append(match["text"])
            elif line.strip() and items:
                items[-1] += " " + line.strip()
            elif line.strip():
                raise self._fail(line_number, name, "needs lines that start with -")
        if not items:
            raise self._fail(number, name, "is empty")
        return [self.html(item) for item in items]

    def _list(self, number: int, name: str, inner: list[Line]) -> Block:
        items = self._items(number, name, inner)
        if name in {"do", "dont"}:
            return (name, items)
        block, key = {
            "say": ("say", "phrases"),
            "remember": ("remember", "points"),
            "keypoints": ("key_points", "points"),
        }[name]
        return (block, {key: items})

    def _case(self, number: int, question: str, inner: list[Line]) -> Block:
        choices, text = [], []
        for line_number, line in inner:
            if line.startswith("+"):
                match = _CHOICE.match(line.strip())
                if match is None:
                    raise self._fail(line_number, "case", "needs: + decision => consequence")
                choices.append(
                    {
                        "text": self._spaced(match["text"]),
                        "consequence": self._spaced(match["after"]),
                        "is_recommended": bool(match["good"]),
                    }
                )
            else:
                text.append(line)
        if not question or len(choices) < 2:  # noqa: PLR2004
            raise self._fail(number, "case", 'needs question="…" and at least two decisions')
        html = self.html("\n".join(text).strip())
        return ("case", {"text": html, "question": question, "choices": choices})

    def _paired(self, blocks: list[Block]) -> list[Block]:
        """Make `do` followed by `dont` one block."""
        result: list[Block] = []
        for name, value in blocks:
            if (
                name == "dont"
                and result
                and result[-1][0] == "do_dont"
                and not result[-1][1]["dont"]
            ):
                result[-1][1]["dont"] = value
            elif name in {"do", "dont"}:
                lists = {"do": [], "dont": [], name: value}
                result.append(("do_dont", lists))
            else:
                result.append((name, value))
        return result
