"""Fields of manifests, each read with its rule."""

import re
from dataclasses import dataclass
from typing import Any

from h5p.exceptions import PackageRefusedError
from h5p.package.html import plain_clean

MACHINE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]{0,254}")
UBERNAME = re.compile(r"([A-Za-z][A-Za-z0-9_.\-]{0,254}) (\d{1,5})\.(\d{1,5})")
VERSION_MAX = 99_999
DIGITS = 5
TEXT_MAX = 255
DEPENDENCIES_MAX = 200


@dataclass(frozen=True, order=True)
class LibraryKey:
    """A library as dependencies name it."""

    name: str
    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.name} {self.major}.{self.minor}"


def ubername_parse(text: Any) -> LibraryKey | None:
    """Return the key of `H5P.Example 1.2`; None when it is not of that form."""
    match = UBERNAME.fullmatch(text) if isinstance(text, str) else None
    return LibraryKey(match[1], int(match[2]), int(match[3])) if match else None


class Fields:
    """The fields of one manifest; each reader refuses with the file, the rule and the field."""

    def __init__(self, data: Any, entry: str, code: str) -> None:
        self.entry = entry
        self._code = code
        if not isinstance(data, dict):
            self.refuse("{}")
        self.data: dict[str, Any] = data

    def refuse(self, name: str) -> None:
        """Refuse because of this field."""
        raise PackageRefusedError(self._code, self.entry, field=name)

    def text(self, name: str, *, maximum: int = TEXT_MAX, required: bool = True) -> str:
        """A text without markup."""
        value = self.data.get(name)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or len(value) > maximum or (required and not value.strip()):
            self.refuse(name)
        return plain_clean(str(value))

    def matching(self, name: str, pattern: re.Pattern[str]) -> str:
        """A text of a given form."""
        value = self.data.get(name)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            self.refuse(name)
        return str(value)

    def number(self, name: str, *, maximum: int = VERSION_MAX) -> int:
        """A whole number; older tools write it as text or truth value."""
        value = self.data.get(name)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= DIGITS:
            value = int(value)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or not 0 <= value <= maximum:
            self.refuse(name)
        return int(value)  # type: ignore[arg-type]

    def dependencies(self, name: str) -> list[LibraryKey]:
        """A list of libraries; absent means none."""
        rows = self.data.get(name) or []
        if not isinstance(rows, list) or len(rows) > DEPENDENCIES_MAX:
            self.refuse(name)
        return [self._dependency(row, name) for row in rows]

    def _dependency(self, row: Any, name: str) -> LibraryKey:
        if not isinstance(row, dict):
            self.refuse(name)
        inner = Fields(row, self.entry, self._code)
        try:
            return LibraryKey(
                inner.matching("machineName", MACHINE_NAME),
                inner.number("majorVersion"),
                inner.number("minorVersion"),
            )
        except PackageRefusedError as error:
            raise PackageRefusedError(
                self._code, self.entry, field=f"{name}.{error.details['field']}"
            ) from None
