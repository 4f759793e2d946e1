"""What a trainer's phone sends: checked strictly before anything is written."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError
from courses.workshops.enums import AttendanceState
from courses.workshops.services.people import Newcomer

MAX_MARKS = 500
MAX_PEOPLE = 50
MAX_MINUTES = 1440


class PayloadError(LmsError):
    """The phone sent something that is not a list of marks."""

    code = "payload_malformed"
    message = _("The list could not be read. Reload the page; what you saved stays on this phone.")


@dataclass(frozen=True, kw_only=True)
class SentMark:
    """A mark of a person known by the enrolment's number, or by `ref` of somebody added."""

    client_id: uuid.UUID
    enrolment_id: int | None
    ref: str
    state: str
    minutes: int
    entered_at: dt.datetime | None
    left_at: dt.datetime | None
    marked_at: dt.datetime


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One call of the phone, its clock corrected by the difference to ours."""

    people: dict[str, Newcomer]
    marks: list[SentMark]


def sent_parse(data: Any) -> Sent:
    """Return what the phone sent. Raises PayloadError for anything else: nothing is written."""
    try:
        people, marks = data["people"], data["marks"]
        if len(people) > MAX_PEOPLE or len(marks) > MAX_MARKS:
            raise PayloadError
        shift = timezone.now() - _moment(data["sent_at"])
        return Sent(
            people={_text(one["ref"], 40): _newcomer(one) for one in people},
            marks=[_mark(one, shift) for one in marks],
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise PayloadError from error
    except ValidationError as error:
        raise PayloadError from error


def _text(value: Any, length: int) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise TypeError("text expected")
    return " ".join(value.split())[:length]


def _newcomer(one: Any) -> Newcomer:
    email = _text(one.get("email", ""), 254).lower()
    if email:
        validate_email(email)
    given, family = _text(one["given_name"], 80), _text(one["family_name"], 80)
    if not (given and family):
        raise ValueError("a name is needed")
    return Newcomer(
        given_name=given, family_name=family, email=email, phone=_text(one.get("phone", ""), 32)
    )


def _moment(value: Any) -> dt.datetime:
    moment = parse_datetime(value)
    if moment is None or timezone.is_naive(moment):
        raise ValueError("a moment with its zone is needed")
    return moment


def _mark(one: Any, shift: dt.timedelta) -> SentMark:
    state = AttendanceState(one["state"]).value
    minutes = one.get("minutes") or 0
    number = one.get("enrolment")
    if not isinstance(minutes, int) or not 0 <= minutes <= MAX_MINUTES:
        raise ValueError("minutes out of range")
    if number is not None and (not isinstance(number, int) or not 0 < number < 2**63):
        raise ValueError("no number of an enrolment")
    # A phone whose clock is wrong is wrong in all its moments; none lies in the future.
    marked = min(_moment(one["marked_at"]) + shift, timezone.now())
    return SentMark(
        client_id=uuid.UUID(_text(one["id"], 40)),
        enrolment_id=number,
        ref=_text(one.get("ref") or "", 40),
        state=state,
        minutes=minutes,
        entered_at=_moment(one["entered_at"]) if one.get("entered_at") else None,
        left_at=_moment(one["left_at"]) if one.get("left_at") else None,
        marked_at=marked,
    )
