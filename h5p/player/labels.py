"""Interface labels in the content's language: from the library's own files, else from ours.

Packages carry the labels that were current when they were written, often English ones. A text that
is absent, or still is the English default, gets the library's translation; where the library has
none (Arabic, often), the words of `h5p.editor.words`.
"""

import copy
from collections.abc import Sequence
from typing import Any

from h5p.editor.words import word_known
from h5p.languages import language_fields
from h5p.models import ActivityVersion, Library

MAX_DEPTH = 24


def labelled(
    version: ActivityVersion, libraries: Sequence[Library], language: str
) -> dict[str, Any]:
    """Return the version's parameters with their labels in `language`. Files are read once."""
    params: dict[str, Any] = copy.deepcopy(version.params)
    by_name = {library.ubername: library for library in libraries}
    main = by_name.get(version.main_library.ubername)
    if main is not None:
        _Filler(by_name, language).content(params, main, 0)
    return params


class _Filler:
    """Walks semantics, their translation and the parameters side by side."""

    def __init__(self, by_name: dict[str, Library], language: str) -> None:
        self.by_name = by_name
        self.language = language

    def content(self, params: dict[str, Any], library: Library, depth: int) -> None:
        """Label the parameters of one content."""
        self.fields(params, library.semantics, language_fields(library, self.language), depth)

    def fields(self, params: dict[str, Any], fields: Any, translated: Any, depth: int) -> None:
        """Label the fields of one group."""
        if not isinstance(fields, list) or depth > MAX_DEPTH:
            return
        others = translated if isinstance(translated, list) else []
        for number, field in enumerate(fields):
            name = field.get("name") if isinstance(field, dict) else None
            if not isinstance(name, str):
                continue
            other = others[number] if number < len(others) else {}
            other = other if isinstance(other, dict) else {}
            value = self.value(params.get(name), field, other, depth + 1)
            if value is not None:
                params[name] = value

    def value(self, value: Any, field: dict[str, Any], other: dict[str, Any], depth: int) -> Any:
        """Return the labelled value of one field, None to leave it as it is."""
        kind = field.get("type")
        if kind == "text":
            return self.text(value, field, other)
        if kind == "group":
            return self.group(value, field, other, depth)
        if kind == "list" and isinstance(value, list) and isinstance(field.get("field"), dict):
            inner = other.get("field") if isinstance(other.get("field"), dict) else {}
            rows = [self.value(row, field["field"], inner or {}, depth + 1) for row in value]
            return [old if new is None else new for old, new in zip(value, rows, strict=True)]
        if kind == "library" and isinstance(value, dict) and isinstance(value.get("params"), dict):
            library = self.by_name.get(str(value.get("library")))
            if library is not None and depth < MAX_DEPTH:
                self.content(value["params"], library, depth + 1)
        return None

    def group(self, value: Any, field: dict[str, Any], other: dict[str, Any], depth: int) -> Any:
        """A group of one field is that field's value itself."""
        fields = field.get("fields")
        if not isinstance(fields, list):
            return None
        inner = other.get("fields") if isinstance(other.get("fields"), list) else []
        if len(fields) == 1 and isinstance(fields[0], dict) and not field.get("isSubContent"):
            first = inner[0] if inner and isinstance(inner[0], dict) else {}
            return self.value(value, fields[0], first, depth + 1)
        group = value if isinstance(value, dict) else {}
        self.fields(group, fields, inner, depth + 1)
        return group or None

    def text(self, value: Any, field: dict[str, Any], other: dict[str, Any]) -> str | None:
        """The translation of a text that nobody wrote or changed."""
        default = field.get("default")
        if not isinstance(default, str) or (value is not None and value != default):
            return None
        translated = other.get("default")
        if isinstance(translated, str) and translated and translated != default:
            return translated
        return word_known(default, self.language) or (default if value is None else None)
