"""Names that do not change for the parts of a content, so that results can be told apart."""

import uuid
from collections.abc import Callable
from typing import Any

from h5p.models import Library

Field = dict[str, Any]


def identities_fill(
    params: Any, fields: list[Field], find: Callable[[str], Library | None]
) -> None:
    """Give each activity inside, and each group marked as one, a `subContentId`, in place."""
    if isinstance(params, dict):
        for field in fields:
            _fill(params.get(field["name"]), field, find)


def _fill(value: Any, field: Field, find: Callable[[str], Library | None]) -> None:
    kind = field["type"]
    if kind == "list" and isinstance(value, list):
        for row in value:
            _fill(row, field["field"], find)
    elif kind == "group":
        _group_fill(value, field, find)
    elif kind == "library" and isinstance(value, dict) and value.get("library"):
        _name_give(value)
        library = find(str(value["library"]))
        if library is not None:
            identities_fill(value.get("params"), library.semantics, find)


def _group_fill(value: Any, field: Field, find: Callable[[str], Library | None]) -> None:
    if field.get("isSubContent") and isinstance(value, dict):
        _name_give(value)
        identities_fill(value, field["fields"], find)
    elif len(field["fields"]) == 1:
        _fill(value, field["fields"][0], find)
    else:
        identities_fill(value, field["fields"], find)


def _name_give(value: dict[str, Any]) -> None:
    if not value.get("subContentId"):
        value["subContentId"] = str(uuid.uuid4())
