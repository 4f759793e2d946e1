"""The author's texts in a content: found, and put back in another language.

`common` fields are the activity's own words: they come from the library's language files and are
no work for the person who translates, unless the library has none in that language.
"""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from h5p.editor.labels import library_defaults, library_labels
from h5p.models import Library
from h5p.package.fields import ubername_parse

Find = Callable[[str], Library | None]
Field = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text: where it stands, under which labels, and whether it is HTML."""

    path: tuple[str | int, ...]
    label: str
    value: str
    is_html: bool


class ContentTexts:
    """Walks through contents; `find` gives an installed library by its ubername."""

    def __init__(self, find: Find, language: str) -> None:
        self._find, self._language = find, language

    def texts(self, params: Any, main: Library, target: str) -> list[Text]:
        """Return the texts to translate into `target`, in reading order; labels in our language."""
        return list(self._fields(params, main, target, (), ""))

    def translated(
        self, params: Any, main: Library, target: str, memory: dict[str, str]
    ) -> dict[str, Any]:
        """Return the content with each text as `memory` has it (empty where it has none).

        The activity's own words become the library's in that language.
        """
        result = copy.deepcopy(params)
        for text in self.texts(params, main, target):
            _put(result, text.path, memory.get(text.value, ""))
        self._words_put(result, main, target)
        return result

    def _fields(
        self, params: Any, library: Library, target: str, path: tuple[str | int, ...], label: str
    ) -> Iterator[Text]:
        known = library_defaults(library, target)
        for field in library_labels(library, self._language):
            if not isinstance(params, dict):
                return
            name = field["name"]
            rest = _uncovered(params.get(name), known.get(name))
            yield from self._walk(rest, field, target, (*path, name), label)

    def _walk(
        self, value: Any, field: Field, target: str, path: tuple[str | int, ...], above: str
    ) -> Iterator[Text]:
        kind = field["type"]
        label = " › ".join(part for part in (above, field.get("label") or "") if part)
        if kind == "text" and isinstance(value, str) and value.strip():
            yield Text(path=path, label=label, value=value, is_html=bool(field.get("tags")))
        elif kind == "group":
            yield from self._group(value, field, target, path, label)
        elif kind == "list" and isinstance(value, list):
            for number, row in enumerate(value):
                place = f"{label} {number + 1}".strip()
                inner = {**field["field"], "label": ""}
                yield from self._walk(row, inner, target, (*path, number), place)
        elif kind == "library" and isinstance(value, dict) and ubername_parse(value.get("library")):
            library = self._find(value["library"])
            if library is not None:
                yield from self._fields(
                    value.get("params"), library, target, (*path, "params"), label
                )

    def _group(
        self, value: Any, field: Field, target: str, path: tuple[str | int, ...], label: str
    ) -> Iterator[Text]:
        fields = field["fields"]
        if len(fields) == 1 and not field.get("isSubContent"):
            yield from self._walk(value, fields[0], target, path, label)
        elif isinstance(value, dict):
            for inner in fields:
                name = inner["name"]
                yield from self._walk(value.get(name), inner, target, (*path, name), label)

    def _words_put(self, params: Any, library: Library, target: str) -> None:
        """Set the words of the activity and of every activity inside it."""
        if not isinstance(params, dict):
            return
        for name, value in library_defaults(library, target).items():
            old = params.get(name)
            params[name] = {**old, **value} if isinstance(old, dict) else value
        for value in params.values():
            self._words_put_inside(value, target)

    def _words_put_inside(self, value: Any, target: str) -> None:
        if isinstance(value, list):
            for row in value:
                self._words_put_inside(row, target)
        elif isinstance(value, dict):
            library = None
            if isinstance(value.get("library"), str):
                library = self._find(value["library"])
            if library is not None:
                self._words_put(value.get("params"), library, target)
            else:
                for row in value.values():
                    self._words_put_inside(row, target)


def _uncovered(value: Any, known: Any) -> Any:
    """What of the activity's own words the library's language leaves to translate."""
    if isinstance(value, dict) and isinstance(known, dict):
        return {name: text for name, text in value.items() if name not in known}
    return None if isinstance(known, str) else value


def _put(params: Any, path: tuple[str | int, ...], value: str) -> None:
    inner = params
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
