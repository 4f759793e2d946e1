"""Read JSON from outside so that nothing in it can hurt what comes after."""

import json
import math
from typing import Any, NoReturn

from xapi.exceptions import StatementInvalidError, StatementTooLargeError

MAX_DEPTH = 16
MAX_NODES = 10_000
MAX_TEXT = 32_768
MAX_INTEGER = 2**53


def _constant_refuse(name: str) -> NoReturn:
    raise StatementInvalidError(f"{name} is no JSON")


def json_read(body: bytes, *, max_bytes: int, max_text: int = MAX_TEXT) -> Any:
    """Return the parsed body. Raises StatementInvalidError for what a database could not keep.

    Refused: too many bytes, other encodings than UTF-8, NaN and infinities, huge integers, NUL
    and half surrogates in texts, too deep or too many values.
    """
    if len(body) > max_bytes:
        raise StatementTooLargeError(f"more than {max_bytes} bytes")
    try:
        data = json.loads(body.decode("utf-8"), parse_constant=_constant_refuse)
    except RecursionError:
        raise StatementInvalidError("nested too deeply") from None
    except ValueError as error:
        raise StatementInvalidError(f"no JSON: {type(error).__name__}") from None
    values_check(data, max_text=max_text)
    return data


def values_check(data: Any, *, max_text: int = MAX_TEXT) -> None:
    """Walk through all values without recursion and refuse what `json_read` names."""
    seen = 0
    waiting = [(data, 0)]
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if depth > MAX_DEPTH:
            raise StatementInvalidError("nested too deeply")
        if seen + len(waiting) > MAX_NODES:
            raise StatementInvalidError("too many values")
        if isinstance(value, dict):
            for key, item in value.items():
                _text_check(key, MAX_TEXT)
                waiting.append((item, depth + 1))
        elif isinstance(value, list):
            waiting += [(item, depth + 1) for item in value]
        else:
            _scalar_check(value, max_text)


def _scalar_check(value: Any, max_text: int) -> None:
    if isinstance(value, str):
        _text_check(value, max_text)
    elif isinstance(value, float) and not math.isfinite(value):
        raise StatementInvalidError("a number is not finite")
    elif isinstance(value, int) and abs(value) > MAX_INTEGER:
        raise StatementInvalidError("an integer is too large")


def _text_check(text: str, limit: int) -> None:
    if len(text) > limit:
        raise StatementInvalidError(f"a text is longer than {limit} characters")
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise StatementInvalidError("a text holds NUL or half a character")
