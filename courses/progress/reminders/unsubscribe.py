"""Stopping reminders from the mail itself: a signed address that needs no login (RFC 8058)."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from core.exceptions import NotFoundError
from courses.progress.reminders.enums import ReminderKind

SALT = "courses.reminders.stop"


def stop_token(user_uuid: str, kind: str) -> str:
    """Return the signed token of one person and kind. It opens nothing but this one switch."""
    return signing.dumps([user_uuid, kind], salt=SALT)


def stop_token_read(token: str) -> tuple[User, ReminderKind]:
    """Return whom and what a token is about. Raises NotFoundError when it was not made by us.

    Without age: the link in an old mail must still work.
    """
    try:
        user_uuid, kind = signing.loads(token, salt=SALT)
        return User.objects.get(uuid=user_uuid), ReminderKind(kind)
    except (signing.BadSignature, User.DoesNotExist, ValueError) as error:
        raise NotFoundError from error


def stop_url(user_uuid: str, kind: str, language: str) -> str:
    """Return the address that stops this kind of reminder for this person."""
    with translation.override(language):
        path = reverse("courses:reminders_stop", args=[stop_token(user_uuid, kind)])
    return f"{settings.SITE_URL}{path}"


def stop_headers(url: str) -> dict[str, str]:
    """Return the headers with which a mail program offers to stop, by one POST."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
