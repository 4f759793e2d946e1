"""`semantics.json`: the fields that a library's contents have."""

from typing import Any

from h5p.exceptions import PackageRefusedError

_TYPES = "text number boolean select group list library image file video audio none "
TYPES = frozenset(_TYPES.split())
DEPTH_MAX = 24
NAME_MAX = 200


def semantics_check(data: Any, entry: str) -> list[dict[str, Any]]:
    """Return the fields. Raises PackageRefusedError naming the place that is not one."""
    if not isinstance(data, list):
        raise PackageRefusedError("semantics_invalid", entry, path="[]")
    for number, row in enumerate(data):
        _field_check(row, entry, f"[{number}]", 0)
    return data


def _field_check(row: Any, entry: str, path: str, depth: int) -> None:
    if depth > DEPTH_MAX or not isinstance(row, dict):
        raise PackageRefusedError("semantics_invalid", entry, path=path)
    kind = row.get("type")
    name = row.get("name")
    if not isinstance(name, str) or not name or len(name) > NAME_MAX:
        raise PackageRefusedError("semantics_invalid", entry, path=f"{path}.name")
    if not isinstance(kind, str):
        raise PackageRefusedError("semantics_invalid", entry, path=f"{path}.type")
    for key in ("tags", "options"):
        if row.get(key) is not None and not isinstance(row[key], list):
            raise PackageRefusedError("semantics_invalid", entry, path=f"{path}.{key}")
    if kind == "group":
        fields = row.get("fields")
        if not isinstance(fields, list):
            raise PackageRefusedError("semantics_invalid", entry, path=f"{path}.fields")
        for number, inner in enumerate(fields):
            _field_check(inner, entry, f"{path}.fields[{number}]", depth + 1)
    if kind == "list":
        _field_check(_inner(row), entry, f"{path}.field", depth + 1)


def _inner(row: dict[str, Any]) -> Any:
    """What a list holds. Its name is never asked for: some libraries leave it out."""
    inner = row.get("field")
    if isinstance(inner, dict):
        inner.setdefault("name", row.get("entity") or "item")
    return inner


def option_values(field: dict[str, Any]) -> list[Any]:
    """Values of a choice, or names of the libraries that may stand here."""
    rows = field.get("options") or []
    values = []
    for row in rows:
        if isinstance(row, dict):
            values.append(row.get("value", row.get("name")))
        else:
            values.append(row)
    return values
