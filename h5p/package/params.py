"""`content.json` against the semantics of its libraries.

Danger and confusion of kinds are refused, naming the place. What the reference implementation
mends in silence (an option that no longer exists, a number out of range, a key that no field
describes) is mended here too, because packages of other platforms are full of it.
"""

import html
from collections.abc import Callable
from typing import Any, Protocol

from h5p.exceptions import PackageRefusedError
from h5p.package.fields import LibraryKey, ubername_parse
from h5p.package.html import address_allowed, html_clean, plain_clean, text_same
from h5p.package.patterns import form_fits, length_limit
from h5p.package.semantics import option_values

ENTRY = "content/content.json"
NESTING_MAX = 16
TEXT_MAX = 1_000_000
MEDIA_TEXTS = ("mime", "codecs", "alt", "title", "contentName")
MEDIA_NUMBERS = ("width", "height")
NOTES_MAX = 50
IDENTITY_MAX = 64


class SemanticsSource(Protocol):
    """Where the check finds the fields of a library."""

    def semantics(self, key: LibraryKey) -> list[dict[str, Any]] | None:
        """Fields of a library; None when it is nowhere."""


class ParamsCheck:
    """Checks one content. Afterwards `libraries`, `files` and `notes` say what it uses."""

    def __init__(self, source: SemanticsSource) -> None:
        self._source = source
        self.libraries: dict[LibraryKey, None] = {}
        self.files: dict[str, None] = {}
        self.notes: list[dict[str, Any]] = []
        self._kinds: dict[str, Callable[[Any, dict[str, Any], str, int], Any]] = {
            "text": self._text,
            "number": self._number,
            "boolean": self._boolean,
            "select": self._select,
            "group": self._group,
            "list": self._list,
            "library": self._library,
            "image": self._media,
            "file": self._media,
            "video": self._media_list,
            "audio": self._media_list,
        }

    def run(self, params: Any, main: LibraryKey) -> dict[str, Any]:
        """Return the checked content of the main library."""
        return self._params(params, main, "", 0)

    def _params(self, params: Any, key: LibraryKey, path: str, depth: int) -> dict[str, Any]:
        fields = self._source.semantics(key)
        if fields is None:
            raise PackageRefusedError("dependency_missing", ENTRY, library=str(key))
        if depth > NESTING_MAX:
            raise PackageRefusedError("content_too_deep", ENTRY, path=path[-200:])
        self.libraries[key] = None
        return self._fields(params, fields, path, depth)

    def _fields(
        self, value: Any, fields: list[dict[str, Any]], path: str, depth: int
    ) -> dict[str, Any]:
        if value in ([], None):
            value = {}  # an empty object, as PHP writes it
        if not isinstance(value, dict):
            self._refuse(path, "group")
        known = {field["name"]: field for field in fields}
        checked = {}
        for name, inner in value.items():
            field = known.get(name)
            if field is not None and inner is not None:
                checked[name] = self._any(inner, field, f"{path}.{name}".lstrip("."), depth)
        return checked

    def _any(self, value: Any, field: dict[str, Any], path: str, depth: int) -> Any:
        check = self._kinds.get(field["type"])
        return check(value, field, path, depth) if check else self._unknown(value, path)

    def _text(self, value: Any, field: dict[str, Any], path: str, depth: int) -> str:
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or len(value) > TEXT_MAX:
            self._refuse(path, "text")
        tags = field.get("tags")
        limit = length_limit(field)
        if tags is None:
            if limit is not None and len(text := html.unescape(value)) > limit:
                self._note("text_shortened", path=path)
                value = text[:limit]
            return self._formed(plain_clean(value), field, path)
        cleaned = html_clean(value, frozenset(tag for tag in tags if isinstance(tag, str)))
        if not text_same(value, cleaned):
            self._note("text_cleaned", path=path)
        return self._formed(cleaned, field, path)

    def _formed(self, text: str, field: dict[str, Any], path: str) -> str:
        if text and not form_fits(html.unescape(text), field):
            self._note("text_form", path=path)
            return ""
        return text

    def _number(self, value: Any, field: dict[str, Any], path: str, depth: int) -> int | float:
        if isinstance(value, str):
            try:
                value = float(value)
            except ValueError:
                self._refuse(path, "number")
            value = int(value) if value.is_integer() else value
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._refuse(path, "number")
        low, high = field.get("min"), field.get("max")
        if isinstance(low, int | float):
            value = max(value, low)
        if isinstance(high, int | float):
            value = min(value, high)
        return value

    def _boolean(self, value: Any, field: dict[str, Any], path: str, depth: int) -> bool:
        if isinstance(value, str) and value.lower() in {"true", "false", "1", "0", ""}:
            return value.lower() in {"true", "1"}
        if not isinstance(value, bool | int):
            self._refuse(path, "boolean")
        return bool(value)

    def _select(self, value: Any, field: dict[str, Any], path: str, depth: int) -> Any:
        if field.get("multiple"):
            rows = value if isinstance(value, list) else [value]
            return [self._option(row, field, f"{path}[{n}]") for n, row in enumerate(rows)]
        return self._option(value, field, path)

    def _option(self, value: Any, field: dict[str, Any], path: str) -> Any:
        if not isinstance(value, str | int | float):
            self._refuse(path, "select")
        options = option_values(field)
        match = next((option for option in options if str(option) == str(value)), None)
        if match is not None or not options:
            return match if match is not None else plain_clean(str(value))
        self._note("option_replaced", path=path)
        return field.get("default", options[0])

    def _group(self, value: Any, field: dict[str, Any], path: str, depth: int) -> Any:
        fields = field["fields"]
        if len(fields) == 1 and not field.get("isSubContent"):
            # The editor keeps only the inner value of a group with one field.
            return self._any(value, fields[0], path, depth)
        checked = self._fields(value, fields, path, depth)
        self._sub_content_keep(value, checked, path)
        return checked

    def _list(self, value: Any, field: dict[str, Any], path: str, depth: int) -> list[Any]:
        if value == {}:
            value = []
        if not isinstance(value, list):
            self._refuse(path, "list")
        inner = field["field"]
        return [
            self._any(row, inner, f"{path}[{number}]", depth)
            for number, row in enumerate(value)
            if row is not None
        ]

    def _library(self, value: Any, field: dict[str, Any], path: str, depth: int) -> Any:
        if value in ([], {}):
            return {}
        key = ubername_parse(value.get("library")) if isinstance(value, dict) else None
        if key is None:
            if isinstance(value, dict) and not value.get("library"):
                return {}
            raise PackageRefusedError("content_library_unknown", ENTRY, path=path)
        options = [ubername_parse(name) for name in option_values(field)]
        if options and key.name not in {option.name for option in options if option}:
            raise PackageRefusedError("content_library_refused", ENTRY, path=path, library=str(key))
        checked: dict[str, Any] = {
            "library": str(key),
            "params": self._params(value.get("params"), key, path, depth + 1),
        }
        self._sub_content_keep(value, checked, path)
        if isinstance(value.get("metadata"), dict):
            checked["metadata"] = self._unknown(value["metadata"], f"{path}.metadata")
        return checked

    def _sub_content_keep(self, value: Any, checked: dict[str, Any], path: str) -> None:
        identity = value.get("subContentId") if isinstance(value, dict) else None
        if identity is None:
            return
        text = str(identity)
        if len(text) > IDENTITY_MAX or not text.replace("-", "").isalnum() or not text.isascii():
            self._refuse(f"{path}.subContentId", "text")
        checked["subContentId"] = text

    def _media_list(self, value: Any, field: dict[str, Any], path: str, depth: int) -> Any:
        if isinstance(value, dict):
            value = list(value.values()) if value else []
        if not isinstance(value, list):
            self._refuse(path, "list")
        return [
            self._media(row, field, f"{path}[{number}]", depth) for number, row in enumerate(value)
        ]

    def _media(self, value: Any, field: dict[str, Any], path: str, depth: int) -> Any:
        if value in ([], {}):
            return {}
        if not isinstance(value, dict) or not isinstance(value.get("path"), str):
            self._refuse(path, "file")
        checked: dict[str, Any] = {"path": self._address(value["path"], f"{path}.path")}
        for name in MEDIA_TEXTS:
            if isinstance(value.get(name), str):
                checked[name] = plain_clean(value[name])
        for name in MEDIA_NUMBERS:
            if isinstance(value.get(name), int | float | str):
                checked[name] = self._number(value[name], {}, f"{path}.{name}", depth)
        for name in ("copyright", "metadata", "quality"):
            if isinstance(value.get(name), dict):
                checked[name] = self._unknown(value[name], f"{path}.{name}")
        if isinstance(value.get("originalImage"), dict):
            checked["originalImage"] = self._media(
                value["originalImage"], field, f"{path}.originalImage", depth
            )
        return checked

    def _address(self, address: str, path: str) -> str:
        """A file of the package, or an address on the web; nothing that leads elsewhere."""
        plain = address.removesuffix("#tmp")
        if not address_allowed(plain) or plain.startswith(("//", "/")) or "\\" in plain:
            raise PackageRefusedError("content_address", ENTRY, path=path)
        if plain.lower().startswith(("http:", "https:")):
            return plain_clean(plain)
        if ":" in plain or ".." in plain.split("/"):
            raise PackageRefusedError("content_address", ENTRY, path=path)
        self.files[plain] = None
        return plain

    def _unknown(self, value: Any, path: str) -> Any:
        """What no field describes closely, such as metadata: plain texts all through."""
        if isinstance(value, str):
            if not address_allowed(value) and value.strip().lower().startswith(
                ("javascript:", "data:", "vbscript:")
            ):
                raise PackageRefusedError("content_address", ENTRY, path=path)
            return plain_clean(value)
        if isinstance(value, list):
            return [self._unknown(row, f"{path}[]") for row in value]
        if isinstance(value, dict):
            return {
                plain_clean(str(name)): self._unknown(row, f"{path}.{name}")
                for name, row in value.items()
            }
        return value

    def _note(self, code: str, **details: Any) -> None:
        if len(self.notes) < NOTES_MAX:
            self.notes.append({"code": code, "details": details})

    def _refuse(self, path: str, expected: str) -> None:
        code = f"content_not_{expected}"
        raise PackageRefusedError(code, ENTRY, path=path[-200:])
