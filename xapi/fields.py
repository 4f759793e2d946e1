"""Typed look-ups in parsed JSON: each names the place when something is wrong."""

import datetime as dt
import re
import uuid
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_datetime

from xapi.exceptions import StatementInvalidError

DURATION = re.compile(
    r"P(?!$)(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,7})M)?"
    r"(?:(?P<seconds>\d{1,9}(?:\.\d{1,12})?)S)?)?",
    re.ASCII,
)
MAX_SECONDS = Decimal(366 * 86_400)
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\"{}|\\^`]{1,2000}")


def mapping_get(data: dict[str, Any], name: str, place: str) -> dict[str, Any]:
    """Return an object, empty when it is absent."""
    value = data.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise StatementInvalidError(f"{place}.{name} must be an object")
    return value


def text_get(data: dict[str, Any], name: str, place: str, *, limit: int) -> str | None:
    """Return a text of bounded length, None when it is absent."""
    value = data.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > limit:
        raise StatementInvalidError(f"{place}.{name} must be a text of at most {limit} characters")
    return value


def flag_get(data: dict[str, Any], name: str, place: str) -> bool | None:
    """Return true or false, None when it is absent."""
    value = data.get(name)
    if value is not None and not isinstance(value, bool):
        raise StatementInvalidError(f"{place}.{name} must be true or false")
    return value


def number_get(
    data: dict[str, Any], name: str, place: str, *, low: float, high: float
) -> Decimal | None:
    """Return a number within bounds, None when it is absent. True and false are no numbers."""
    value = data.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise StatementInvalidError(f"{place}.{name} must be a number")
    if not low <= value <= high:
        raise StatementInvalidError(f"{place}.{name} must be between {low} and {high}")
    return Decimal(str(value))


def uuid_get(data: dict[str, Any], name: str) -> uuid.UUID:
    """Return a UUID in its usual form. Required."""
    value = data.get(name)
    if not isinstance(value, str) or not re.fullmatch(
        r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", value, re.ASCII
    ):
        raise StatementInvalidError(f"{name} must be a UUID")
    return uuid.UUID(value)


def iri_check(value: Any, place: str) -> str:
    """Return an absolute address."""
    if not isinstance(value, str) or not IRI.fullmatch(value):
        raise StatementInvalidError(f"{place} must be an absolute address")
    return value


def duration_seconds(text: str) -> Decimal:
    """Return the seconds of an ISO 8601 duration; days to seconds, at most a year."""
    found = DURATION.fullmatch(text)
    if found is None:
        raise StatementInvalidError("result.duration must be an ISO 8601 duration")
    days, hours, minutes, seconds = (Decimal(part or 0) for part in found.groups())
    total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    if total > MAX_SECONDS:
        raise StatementInvalidError("result.duration is longer than a year")
    return total


def moment_get(data: dict[str, Any], name: str) -> dt.datetime | None:
    """Return a moment with its time zone, None when it is absent."""
    value = data.get(name)
    if value is None:
        return None
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
        if moment is None or moment.tzinfo is None:
            raise StatementInvalidError(f"{name} must be a moment with its time zone")
        return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise StatementInvalidError(f"{name} is no moment") from None
