"""Enrolment keys: made, looked up, used; never more often than they may be."""

import datetime as dt
import re

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.models import User
from core.text import text_normalize
from courses.enrolment.enums import EntryWay
from courses.enrolment.exceptions import KeyRefusedError
from courses.enrolment.models import Cohort, EnrolmentKey, Target, target_fields
from courses.enrolment.selectors import policy_get
from courses.enrolment.services.entry import Entry, EntryAsk, eligible_require, enter

# Without the letters and digits that are taken for one another when read aloud or by hand.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8


def key_fold(code: str) -> str:
    """Return a key as it is kept: capitals, Western digits, no spaces or dashes."""
    return re.sub(r"[^0-9A-Z]", "", text_normalize(code).upper())[:40]


def key_new() -> str:
    """Return a free key."""
    while True:
        code = get_random_string(CODE_LENGTH, ALPHABET)
        if not EnrolmentKey.objects.filter(code=code).exists():
            return code


def key_create(
    *,
    target: Target,
    code: str = "",
    cohort: Cohort | None = None,
    uses_max: int | None = None,
    expires_at: dt.datetime | None = None,
    domains: str = "",
    note: str = "",
) -> EnrolmentKey:
    """Make a key for a course or programme; `code` empty: one is drawn."""
    key = EnrolmentKey(
        code=key_fold(code) or key_new(),
        cohort=cohort,
        uses_max=uses_max,
        expires_at=expires_at,
        domains=domains,
        note=note,
        **target_fields(target),
    )
    key.full_clean()
    key.save()
    return key


def domains_of(key: EnrolmentKey) -> list[str]:
    """Return the address domains that the key is kept for; empty when for everybody."""
    words = re.split(r"[\s,;]+", key.domains.lower())
    return [word.lstrip("@") for word in words if word.strip("@")]


def _is_usable(key: EnrolmentKey, user: User) -> bool:
    if not key.is_active or (key.expires_at and timezone.now() >= key.expires_at):
        return False
    if key.uses_max is not None and key.uses >= key.uses_max:
        return False
    domains = domains_of(key)
    domain = user.email.rpartition("@")[2].lower()
    return not domains or any(
        domain == allowed or domain.endswith(f".{allowed}") for allowed in domains if domain
    )


@transaction.atomic
def key_use(*, user: User, target: Target, code: str, language: str) -> Entry:
    """Enrol with a key. The key's row is locked, so that it is never used too often.

    A place on the waiting list uses the key too. Who is enrolled already uses nothing. Raises
    KeyRefusedError (one answer for every reason), EnrolmentClosedError, NotEligibleError,
    SeatsTakenError.
    """
    key = (
        EnrolmentKey.objects.select_for_update(no_key=True, of=("self",))
        .select_related("cohort")
        .filter(code=key_fold(code), **target_fields(target))
        .first()
    )
    if key is None or not _is_usable(key, user):
        raise KeyRefusedError
    eligible_require(user=user, policy=policy_get(target), language=language)
    entry = enter(
        EntryAsk(
            user=user,
            target=target,
            language=language,
            way=EntryWay.KEY,
            cohort=key.cohort,
        )
    )
    if entry.is_new:
        key.uses += 1
        key.save(update_fields=["uses"])
    return entry
