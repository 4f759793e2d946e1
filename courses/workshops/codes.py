"""The codes that a room shows: they change by themselves and hold for one session only.

A code is a keyed hash of the session's secret and the current time slot: nothing is stored, and
nobody without the secret can make one. The QR code's holds for the slot shown and the two before
(20 to 30 seconds), the typed one for a minute and the one before.
"""

import base64
import time
from hmac import compare_digest

from django.utils.crypto import salted_hmac

from courses.workshops.models import Session

QR_SECONDS = 10
QR_GRACE = 2
TYPED_SECONDS = 60
TYPED_GRACE = 1
TYPED_LENGTH = 6
# No letter or digit that can be taken for another one.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def _digest(session: Session, purpose: str, slot: int) -> bytes:
    value = f"{session.uuid}:{session.secret}:{slot}"
    return salted_hmac(f"courses.workshops.{purpose}", value, algorithm="sha256").digest()


def qr_token(session: Session, at: float | None = None) -> str:
    """Return what the QR code carries now."""
    return _qr(session, int((at or time.time()) // QR_SECONDS))


def _qr(session: Session, slot: int) -> str:
    return base64.b32encode(_digest(session, "qr", slot)[:10]).decode().lower()


def qr_valid(session: Session, token: str, at: float | None = None) -> bool:
    """Return whether the room shows this token, or showed it seconds ago."""
    slot = int((at or time.time()) // QR_SECONDS)
    known = [_qr(session, slot - back) for back in range(QR_GRACE + 1)]
    return any(compare_digest(token.encode(), one.encode()) for one in known)


def typed_code(session: Session, at: float | None = None) -> str:
    """Return what people without a camera type now."""
    return _typed(session, int((at or time.time()) // TYPED_SECONDS))


def _typed(session: Session, slot: int) -> str:
    digest = _digest(session, "typed", slot)
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:TYPED_LENGTH])


def typed_valid(session: Session, typed: str, at: float | None = None) -> bool:
    """Return whether this is the typed code, in whatever case and with whatever spaces."""
    wanted = "".join(typed.split()).replace("-", "").upper()
    slot = int((at or time.time()) // TYPED_SECONDS)
    known = [_typed(session, slot - back) for back in range(TYPED_GRACE + 1)]
    return any(compare_digest(wanted.encode(), one.encode()) for one in known)
