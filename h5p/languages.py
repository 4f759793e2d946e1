"""A library's `language/<code>.json`: the words of its semantics in another language."""

import json
from collections import OrderedDict
from typing import Any

from h5p import store
from h5p.models import Library

Fields = list[Any]
_FILES: OrderedDict[tuple[str, str], Fields] = OrderedDict()
_FILES_KEPT = 256


def language_fields(library: Library, language: str) -> Fields:
    """Return the semantics of the library's language file; empty without one. Kept per process.

    What stands under a library's folder never changes, so that a file is read once.
    """
    path = f"language/{language}.json"
    if path not in library.files:
        return []
    key = (library.prefix, language)
    if key not in _FILES:
        _FILES[key] = _language_read(f"{library.prefix.rstrip('/')}/{path}")
        while len(_FILES) > _FILES_KEPT:
            _FILES.popitem(last=False)
    return _FILES[key]


def _language_read(name: str) -> Fields:
    try:
        with store.open(name) as file:
            found = json.loads(file.read().decode("utf-8-sig"))
    except (OSError, ValueError):
        return []
    fields = found.get("semantics") if isinstance(found, dict) else None
    return fields if isinstance(fields, list) else []
