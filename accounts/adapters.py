"""How allauth is bent to this platform."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import unstash_login
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.identity import mailbox_is_shared, people_identified
from accounts.models import SECRET_MARK, User
from accounts.notices import notice_queue
from accounts.services import username_new

LOGIN_CODE = "account/email/login_code"
MISMATCH = _(
    "These details do not match an account. Check your login name, personal e-mail, telephone or"
    " staff number, and your password. A mailbox that several people share names nobody."
)


class AccountAdapter(DefaultAccountAdapter):
    """Login names of our own; every message in the person's language."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": MISMATCH,
        "username_password_mismatch": MISMATCH,
    }

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Give a new account its login name."""
        user.username = username_new(user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send in the language that the recipient prefers, else in the page's language.

        Nothing is sent where the "address" is a login name or a number that names nobody.
        """
        if template_prefix == LOGIN_CODE:
            self._send_login_code(context)
            return
        try:
            validate_email(email)
        except ValidationError:
            return
        user = context.get("user")
        if not isinstance(user, User):
            user = User.objects.filter(email__iexact=email).first()
        is_known = user is not None and user.pk is not None
        language = user.language if is_known and user else (get_language() or "fr")
        with translation.override(language):
            super().send_mail(template_prefix, email, {**context, "mail_language": language[:2]})

    def _send_login_code(self, context: dict[str, Any]) -> None:
        """Queue the code: it names the person, as several may read the mailbox.

        allauth says whom it is for in the login that waits, except the very first time, when the
        form that begins has just left the person on the request.
        """
        request = context["request"]
        person = getattr(request, "code_person", None)
        if person is None:
            login = unstash_login(request, peek=True)
            person = login.user if login else None
        if isinstance(person, User):
            notice_queue(
                kind="sign_in_code",
                key=f"sign-in:{person.pk}:{secrets.token_hex(8)}",
                template="accounts/mails/sign_in_code",
                context={
                    "code": SECRET_MARK,
                    "is_shared": mailbox_is_shared(person.mail_address),
                },
                user=person,
                secret=context["code"],
            )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count failures per person, whichever of their names is tried."""
        typed = credentials.get("email") or credentials.get("username") or ""
        return attempts_key(typed, people_identified(typed))

    def get_login_stages(self) -> list[str]:
        """Steps of signing in, with our own confirmation of addresses."""
        own = "accounts.stages.OwnAddressStage"
        theirs = "allauth.account.stages.EmailVerificationStage"
        return [own if stage == theirs else stage for stage in super().get_login_stages()]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """After login, the preferred language's own pages."""
        user = request.user
        language = user.language if isinstance(user, User) else (get_language() or "fr")
        with translation.override(language):
            return str(super().get_login_redirect_url(request))


def attempts_key(typed: str, people: list[User]) -> str:
    """Return what failures and requested codes are counted under: the person, else the text.

    `people` are those whom the text names.
    """
    return f"person:{min(one.pk for one in people)}" if people else f"text:{typed.lower()[:254]}"
