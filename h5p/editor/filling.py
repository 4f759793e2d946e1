"""A content made whole for the form, and relieved of what the form left empty.

The form in the browser shows the fields that its value has: optional ones must be there, empty.
"""

from collections.abc import Callable
from typing import Any

from h5p.models import Library

Field = dict[str, Any]
Find = Callable[[str], Library | None]
_MEDIA = frozenset({"image", "file"})
_MEDIA_LISTS = frozenset({"audio", "video"})


def content_filled(params: Any, fields: list[Field], find: Find) -> dict[str, Any]:
    """Return the content with each field that it lacks, empty or at its default."""
    values = params if isinstance(params, dict) else {}
    filled = {**values}
    for field in fields:
        value = _filled(values.get(field["name"]), field, find)
        if value is not None:
            filled[field["name"]] = value
    return filled


def _filled(value: Any, field: Field, find: Find) -> Any:
    kind = field["type"]
    if kind == "group":
        return _group(value, field, find, content_filled, _filled)
    if kind == "list":
        rows = value if isinstance(value, list) else []
        return [_filled(row, field["field"], find) for row in rows]
    if kind == "library":
        return _library(value, find, content_filled)
    if value is not None:
        return value
    empty = {
        "text": "",
        "boolean": False,
        "select": [] if field.get("multiple") else "",
        "audio": [],
        "video": [],
        **{media: {"path": ""} for media in _MEDIA},
    }
    return field.get("default", empty.get(kind))


def content_pruned(params: Any, fields: list[Field], find: Find) -> dict[str, Any]:
    """Return the content without the media, libraries and choices that were left empty."""
    values = params if isinstance(params, dict) else {}
    known = {field["name"]: field for field in fields}
    pruned = {}
    for name, value in values.items():
        kept = _pruned(value, known[name], find) if name in known else value
        if kept is not None:
            pruned[name] = kept
    return pruned


def _pruned(value: Any, field: Field, find: Find) -> Any:
    kind = field["type"]
    if kind == "group":
        return _group(value, field, find, content_pruned, _pruned)
    if kind == "list" and isinstance(value, list):
        rows = [_pruned(row, field["field"], find) for row in value]
        return [row for row in rows if row is not None]
    if kind == "library":
        is_chosen = isinstance(value, dict) and value.get("library")
        return _library(value, find, content_pruned) if is_chosen else None
    if kind in _MEDIA:
        return value if isinstance(value, dict) and value.get("path") else None
    if kind in _MEDIA_LISTS and isinstance(value, list):
        return [row for row in value if isinstance(row, dict) and row.get("path")]
    return None if kind == "select" and value == "" else value


def _group(value: Any, field: Field, find: Find, whole: Callable, part: Callable) -> Any:
    fields = field["fields"]
    if len(fields) == 1 and not field.get("isSubContent"):
        return part(value, fields[0], find)
    return whole(value, fields, find)


def _library(value: Any, find: Find, whole: Callable) -> Any:
    if not isinstance(value, dict) or not value.get("library"):
        return value if value is not None else {}
    library = find(str(value["library"]))
    if library is None:
        return value
    return {**value, "params": whole(value.get("params"), library.semantics, find)}
