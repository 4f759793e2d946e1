"""The words of a library in one language: what forms show, and what activities say.

A library's `language/<code>.json` mirrors its `semantics.json`; where it is shorter, or missing,
the words of the semantics stand.
"""

from typing import Any

from h5p.editor.words import word_known
from h5p.languages import language_fields
from h5p.models import Library

_WORDS = ("label", "description", "entity", "placeholder")


def library_labels(library: Library, language: str) -> list[dict[str, Any]]:
    """Return the library's fields with their words in `language`."""
    return _merged(library.semantics, language_fields(library, language))


def library_defaults(library: Library, language: str) -> dict[str, Any]:
    """Return what the activity itself says (`common` fields) in `language`.

    Without a language file, the words that we know stand in (`h5p.editor.words`); what they do not
    cover is not there, and is for the person who translates.
    """
    has_file = f"language/{language}.json" in library.files
    said = {}
    for field in library_labels(library, language):
        if field.get("common"):
            value = field_default(field)
            said[field["name"]] = value if has_file else word_known(value, language)
    return {name: value for name, value in said.items() if value is not None}


def content_defaults(library: Library, language: str) -> dict[str, Any]:
    """Return the content that a new activity in `language` begins with."""
    values = {field["name"]: field_default(field) for field in library_labels(library, language)}
    filled = {name: value for name, value in values.items() if value is not None}
    return {**filled, **library_defaults(library, language)}


def field_default(field: dict[str, Any]) -> Any:
    """Return the value that a new field begins with; None where it begins empty."""
    if field["type"] == "group":
        inner = {one["name"]: field_default(one) for one in field["fields"]}
        if len(inner) == 1 and not field.get("isSubContent"):
            return next(iter(inner.values()))
        return {name: value for name, value in inner.items() if value is not None} or None
    return field.get("default")


def _merged(fields: list[dict[str, Any]], words: Any) -> list[dict[str, Any]]:
    rows = words if isinstance(words, list) else []
    return [
        _field_merged(field, rows[number] if number < len(rows) else None)
        for number, field in enumerate(fields)
    ]


def _field_merged(field: dict[str, Any], words: Any) -> dict[str, Any]:
    if not isinstance(words, dict):
        words = {}
    merged = {**field, **{name: words[name] for name in _WORDS if isinstance(words.get(name), str)}}
    if field["type"] == "text" and isinstance(words.get("default"), str):
        merged["default"] = words["default"]
    if field["type"] == "select" and isinstance(words.get("options"), list):
        merged["options"] = _options_merged(field.get("options") or [], words["options"])
    if field["type"] == "group":
        merged["fields"] = _merged(field["fields"], words.get("fields"))
    if field["type"] == "list":
        merged["field"] = _field_merged(field["field"], words.get("field"))
    return merged


def _options_merged(options: list[Any], words: list[Any]) -> list[Any]:
    merged = []
    for number, option in enumerate(options):
        word = words[number] if number < len(words) else None
        is_said = isinstance(option, dict) and isinstance(word, dict) and word.get("label")
        merged.append({**option, "label": word["label"]} if is_said and word else option)
    return merged
