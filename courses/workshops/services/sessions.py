"""What happens to a session as a whole: a change that people must learn of, a cancellation."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.audit import audit_write
from courses.workshops.exceptions import ReasonMissingError, SessionStateError
from courses.workshops.models import Session
from courses.workshops.services.mails import cancel_notice, change_notice
from courses.workshops.services.registration import session_lock, waiting_move_up

# A change of these is told to people and to their calendars.
TOLD_FIELDS = ("starts_at", "ends_at", "city", "place", "video_url")


def told_values(session: Session) -> dict[str, Any]:
    """Return the values whose change people must learn of."""
    return {name: getattr(session, name) for name in TOLD_FIELDS}


@transaction.atomic
def session_changed(*, session: Session, before: dict[str, Any], by: User) -> None:
    """After an edit was saved: tell people when it concerns them, fill seats that were added.

    `before` are the `told_values` from before the edit. A session that has begun is not announced
    anew.
    """
    locked = session_lock(session.pk)
    changed = {name: value for name, value in before.items() if getattr(locked, name) != value}
    if changed and locked.is_planned and locked.ends_at > timezone.now():
        locked.sequence += 1
        locked.save(update_fields=["sequence"])
        session.sequence = locked.sequence
        change_notice(locked, before=before)
        audit_write(
            action="courses.session_change",
            instance=locked,
            by=by,
            before={name: str(value) for name, value in changed.items()},
            after={name: str(getattr(locked, name)) for name in changed},
        )
    if locked.is_planned and locked.starts_at > timezone.now():
        waiting_move_up(locked)


@transaction.atomic
def session_cancel(*, session: Session, reason: str, by: User) -> Session:
    """Cancel with a reason and tell everybody concerned; the second time nothing happens.

    Raises ReasonMissingError, and SessionStateError for a session that was signed.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonMissingError
    locked = session_lock(session.pk)
    if locked.is_cancelled:
        return locked
    if not locked.is_planned:
        raise SessionStateError
    locked.status = "cancelled"
    locked.cancel_reason = reason
    locked.sequence += 1
    locked.save(update_fields=["status", "cancel_reason", "sequence"])
    cancel_notice(locked)
    audit_write(
        action="courses.session_cancel",
        instance=locked,
        by=by,
        before="planned",
        after="cancelled",
        reason=reason,
    )
    return locked
