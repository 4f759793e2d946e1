"""Another contact mailbox, written only once a code sent there came back.

The request lives in the session of the person who asks: nobody else can end it, and it ends with
the session. Only the code's hash is kept.
"""

import secrets
import time
from dataclasses import asdict, dataclass

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import get_random_string

from accounts.exceptions import ContactCodeError
from accounts.models import SECRET_MARK, User
from accounts.notices import notice_queue

SESSION_KEY = "contact_change"
VALID_SECONDS = 600
TRIES = 5


@dataclass(frozen=True, kw_only=True)
class ContactChange:
    """What waits for its code."""

    address: str
    digest: str
    asked_at: float
    tries: int = 0


def contact_change_get(session: SessionBase) -> ContactChange | None:
    """Return what waits, if it still may end."""
    kept = session.get(SESSION_KEY)
    change = ContactChange(**kept) if kept else None
    if change is None or time.time() - change.asked_at > VALID_SECONDS or change.tries >= TRIES:
        return None
    return change


def contact_change_ask(*, user: User, address: str, session: SessionBase) -> None:
    """Send a code to the address; a second request takes the place of the first."""
    code = get_random_string(6, "0123456789")
    change = ContactChange(
        address=address.lower(), digest=make_password(code), asked_at=time.time()
    )
    session[SESSION_KEY] = asdict(change)
    notice_queue(
        kind="contact_code",
        key=f"contact:{user.pk}:{secrets.token_hex(8)}",
        template="accounts/mails/contact_code",
        context={"code": SECRET_MARK},
        user=user,
        address=change.address,
        secret=code,
    )


def contact_change_confirm(*, user: User, code: str, session: SessionBase) -> None:
    """Write the address. Raises ContactCodeError; five wrong codes end the request."""
    change = contact_change_get(session)
    if change is None:
        session.pop(SESSION_KEY, None)
        raise ContactCodeError
    if not check_password(code.strip(), change.digest):
        session[SESSION_KEY] = {**asdict(change), "tries": change.tries + 1}
        raise ContactCodeError
    del session[SESSION_KEY]
    user.contact_email = change.address
    user.save(update_fields=["contact_email"])
