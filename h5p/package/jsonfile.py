"""JSON read strictly and in bounded memory."""

import json
import math
import re
from typing import Any, NoReturn

from h5p.exceptions import PackageRefusedError
from h5p.limits import Limits
from h5p.package.sizes import size_text

# What JavaScript holds exactly; larger numbers mean another thing there.
INTEGER_MAX = 2**53
DIGITS = 20
# What no text may have and PostgreSQL does not keep, as it is or as an escape (after an even number
# of back-slashes): the character zero, and halves of surrogate pairs.
_HEX = rb"[0-9a-fA-F]"
_HIGH, _LOW = rb"\\u[dD][89abAB]" + _HEX * 2, rb"\\u[dD][c-fC-F]" + _HEX * 2
UNKEPT = re.compile(
    rb"\x00|(?<!\\)(?:\\\\)*(?:\\u0000|"
    + _HIGH
    + rb"(?!"
    + _LOW
    + rb"))|(?<!\\)(?<!"
    + _HIGH
    + rb")(?:\\\\)*"
    + _LOW
)
OUTSIDE = re.compile(rb"[^\[\]{}]+")
DEEPER = frozenset(b"[{")


class JsonReader:
    """Reads the JSON files of one package; the values of those that are kept share one budget."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.json_nodes

    def read(self, data: bytes, entry: str, *, unique_keys: bool = True, kept: bool = True) -> Any:
        """Return the value. `unique_keys` off: the last one counts, as in a browser."""
        if len(data) > self._limits.json:
            raise PackageRefusedError("json_too_large", entry, limit=size_text(self._limits.json))
        data = data.removeprefix(b"\xef\xbb\xbf")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise PackageRefusedError("json_encoding", entry) from None
        if UNKEPT.search(data):
            raise PackageRefusedError("json_control", entry)
        count = self._shape_check(data, entry)
        if kept:
            self._left -= count
        try:
            return json.loads(
                text,
                parse_int=lambda digits: _integer(digits, entry),
                parse_float=lambda digits: _float(digits, entry),
                parse_constant=lambda _name: _refuse_number(entry),
                object_pairs_hook=(lambda pairs: _object(pairs, entry)) if unique_keys else None,
            )
        except json.JSONDecodeError as error:
            raise PackageRefusedError("json_invalid", entry, line=error.lineno) from None
        except RecursionError:
            raise PackageRefusedError("json_too_deep", entry) from None

    def _shape_check(self, data: bytes, entry: str) -> int:
        """Count values and depth before anything is built from them; return the values."""
        if data.count(b'"') > 4 * self._limits.json_nodes:
            raise PackageRefusedError("json_too_complex", entry)
        plain = data.replace(b"\\\\", b"").replace(b'\\"', b"")
        plain = b"".join(plain.split(b'"')[::2])
        count = plain.count(b",") + plain.count(b"[") + plain.count(b"{") + 1
        if count > self._left:
            raise PackageRefusedError("json_too_complex", entry)
        depth = 0
        for sign in OUTSIDE.sub(b"", plain):
            depth += 1 if sign in DEEPER else -1
            if depth > self._limits.json_depth:
                raise PackageRefusedError("json_too_deep", entry)
        return count


def _object(pairs: list[tuple[str, Any]], entry: str) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise PackageRefusedError("json_duplicate_key", entry, key=twice[:80])
    return found


def _integer(digits: str, entry: str) -> int:
    if len(digits) > DIGITS or abs(int(digits)) > INTEGER_MAX:
        _refuse_number(entry)
    return int(digits)


def _float(digits: str, entry: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        _refuse_number(entry)
    return value


def _refuse_number(entry: str) -> NoReturn:
    raise PackageRefusedError("json_number", entry)
