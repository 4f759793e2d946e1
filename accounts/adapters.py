"""How allauth is bent to this platform."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import get_language

from accounts.models import User
from accounts.services import username_new


class AccountAdapter(DefaultAccountAdapter):
    """Login names of our own; every message in the person's language."""

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Give a new account its login name."""
        user.username = username_new(user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send in the language that the recipient prefers, else in the page's language."""
        user = context.get("user")
        if not isinstance(user, User):
            user = User.objects.filter(email__iexact=email).first()
        is_known = user is not None and user.pk is not None
        language = user.language if is_known and user else (get_language() or "fr")
        with translation.override(language):
            super().send_mail(template_prefix, email, {**context, "mail_language": language[:2]})

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """After login, the preferred language's own pages."""
        user = request.user
        language = user.language if isinstance(user, User) else (get_language() or "fr")
        with translation.override(language):
            return str(super().get_login_redirect_url(request))
