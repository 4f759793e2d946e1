"""Signing in with a password."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from accounts.identity import people_identified
from accounts.models import User


class IdentityBackend(AuthenticationBackend):
    """Anybody whom the typed text names, with their own password.

    Where two people hold one telephone or number, the password tells them apart. Work without an
    account costs what work with one costs (allauth's own safeguard).
    """

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        typed = credentials.get("email") or credentials.get("username") or ""
        for person in people_identified(typed):
            if self._check_password(person, credentials["password"]):
                return person
        return None
