"""A lesson's blocks written as a lesson file.

Every block is written the way an author would, parsed again, and kept so only if it comes back
the same; else it is written whole as `:::block`. Nothing can be lost on the way.
"""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pages.content_dump.html import NotMarkdownError, markdown_of
from pages.content_loader.markdown import Block, LessonParser
from pages.content_loader.reader import ContentError

_KEY = re.compile(r' data-block-key="[^"]*"')
_BETWEEN = re.compile(r">\s+<")
_LISTS = {"say": ("say", "phrases"), "remember": ("remember", "points"),
          "key_points": ("keypoints", "points")}  # fmt: skip
_TITLED = {"definition": ("definition", "term"), "quotation": ("quote", "source"),
           "accordion": ("accordion", "title")}  # fmt: skip


def plain(value: Any) -> Any:
    """Return a block's stored value without what Wagtail adds: item ids, keys, empty fields."""
    if isinstance(value, dict):
        if set(value) == {"type", "value", "id"} and value["type"] == "item":
            return plain(value["value"])
        kept = {name: plain(child) for name, child in value.items()}
        return {name: child for name, child in kept.items() if child not in ("", None, [], False)}
    if isinstance(value, list | tuple):
        return [plain(child) for child in value]
    if isinstance(value, str):
        return html.unescape(_BETWEEN.sub("><", _KEY.sub("", value))).strip()
    return value


class LessonWriter:
    """Writes one lesson in one language; `path` tells the language, as the parser wants it."""

    def __init__(self, path: Path, referral_url: str) -> None:
        self.path, self.referral_url = path, referral_url
        self.parser = LessonParser(path, referral_url)

    def write(self, blocks: list[Block], activity: list[Block]) -> tuple[str, bool]:
        """Return the body of the file, and whether it holds the curriculum's activity.

        `activity`: the blocks that the curriculum puts at `:::activity`.
        """
        wanted = [(name, plain(value)) for name, value in activity]
        places = range(len(blocks) - len(wanted) + 1) if wanted else ()
        start = next((p for p in places if self._plain(blocks[p : p + len(wanted)]) == wanted), -1)
        if start >= 0:
            place: Block = ("activity", None)
            return self.write_plain([*blocks[:start], place, *blocks[start + len(wanted) :]]), True
        if wanted:
            return self.write_plain(blocks), False
        # A unit without practice keeps the place that its reader expects.
        names = [name for name, _value in blocks]
        start = names.index("remember") if "remember" in names else len(blocks)
        return self.write_plain([*blocks[:start], ("activity", None), *blocks[start:]]), True

    def write_plain(self, blocks: list[Block]) -> str:
        """Return the blocks as Markdown and directives."""
        parts: list[str] = []
        for index, (name, value) in enumerate(blocks, start=1):
            part = self._part(name, value)
            if part is None or not self._same([*parts, part], blocks[:index]):
                part = _whole(name, value)
            parts.append(part)
        return "\n\n".join(parts) + "\n"

    def _plain(self, blocks: list[Block]) -> list[Block]:
        return [(name, plain(value)) for name, value in blocks]

    def _same(self, parts: list[str], blocks: list[Block]) -> bool:
        lines = list(enumerate("\n\n".join(parts).split("\n"), start=1))
        try:
            parsed = self.parser.parse(lines)
        except ContentError:
            return False
        return self._plain(parsed) == self._plain(blocks)

    def _part(self, name: str, value: Any) -> str | None:
        maker: Callable[[str, Any], str] | None = {
            "activity": lambda _n, _v: ":::activity\n:::",
            "rich_text": lambda _n, v: self._markdown(v),
            "situation": lambda _n, v: _directive("situation", self._markdown(v["text"])),
            "do_dont": self._do_dont,
            "case": self._case,
            "table": _table,
            **dict.fromkeys(_LISTS, self._list),
            **dict.fromkeys(_TITLED, self._titled),
        }.get(name)
        if maker is None:
            return None
        try:
            return maker(name, plain(value))
        except (NotMarkdownError, KeyError):
            return None

    def _markdown(self, source: str) -> str:
        return markdown_of(source, self.referral_url)

    def _items(self, items: list[str]) -> str:
        return "\n".join(f"- {self._markdown(item)}" for item in items)

    def _list(self, name: str, value: Any) -> str:
        directive, key = _LISTS[name]
        return _directive(directive, self._items(value[key]))

    def _titled(self, name: str, value: Any) -> str:
        directive, key = _TITLED[name]
        return _directive(f'{directive} {key}="{value[key]}"', self._markdown(value["text"]))

    def _do_dont(self, _name: str, value: Any) -> str:
        return "\n\n".join(
            _directive(name, self._items(value[name])) for name in ("do", "dont") if value.get(name)
        )

    def _case(self, _name: str, value: Any) -> str:
        choices = [
            f"+{'!' if choice.get('is_recommended') else ''} {choice['text']} => "
            f"{choice['consequence']}"
            for choice in value["choices"]
        ]
        # The file names the directive's key after the block's title.
        head = f'case question="{value["question"]}"'
        return _directive(head, "\n".join([self._markdown(value["text"]), *choices]))


def _directive(head: str, body: str) -> str:
    return f":::{head}\n{body}\n:::"


def _table(_name: str, value: Any) -> str:
    rows = [value["columns"], ["---"] * len(value["columns"])]
    rows += [row.get("cells", []) for row in value["rows"]]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows)


def _whole(name: str, value: Any) -> str:
    # Unlike `plain`, this keeps every character: it is data, not prose.
    body = json.dumps(_items_plain(value), ensure_ascii=False, indent=1)
    return _directive(f'block type="{name}"', body)


def _items_plain(value: Any) -> Any:
    """Lists without the ids of their items: they are given anew at each load."""
    if isinstance(value, dict):
        if set(value) == {"type", "value", "id"} and value["type"] == "item":
            return _items_plain(value["value"])
        return {name: _items_plain(child) for name, child in value.items()}
    if isinstance(value, list | tuple):
        return [_items_plain(child) for child in value]
    return value
