"""The forms of the entrance: password, code, forgotten password; each takes any name."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.account.internal.flows.password_reset import request_password_reset
from allauth.core import context, ratelimit
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.adapters import attempts_key
from accounts.identity import people_identified, person_meant
from accounts.models import User

LOGIN_LABEL = _("Login name, e-mail, telephone or staff number")
TYPED_KEY = "entrance_typed"


def login_field() -> forms.CharField:
    """A field for any name of a person."""
    attrs = {"autocomplete": "username", "dir": "ltr", "autocapitalize": "none"}
    return forms.CharField(label=LOGIN_LABEL, max_length=254, widget=forms.TextInput(attrs=attrs))


class LoginForm(BaseLoginForm):
    """Password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = login_field()
        self.order_fields(["login", "password"])


class PersonForm(forms.Form):
    """Somebody who is looked for without the answer telling whether there is anybody."""

    login = login_field()
    user: User | None = None

    def clean_login(self) -> str:
        """Look for the person, as often as the limit allows."""
        typed = str(self.cleaned_data["login"]).strip()
        request = context.request
        people = people_identified(typed)
        key = attempts_key(typed, people)
        if not ratelimit.consume(request, action="request_login_code", key=key):
            raise get_adapter().validation_error("too_many_login_attempts")
        person = person_meant(people)
        self.user = person if person is not None and person.mail_address else None
        return typed

    def clean(self) -> dict[str, Any]:
        """Give allauth the address under which it looks for what it needs."""
        data: dict[str, Any] = super().clean() or {}
        typed = data.get("login", "")
        return {**data, "email": self.user.mail_address if self.user else typed}


class RequestLoginCodeForm(PersonForm):
    """A code by e-mail to wherever the mail of the person goes.

    allauth sends to `email`, which the next page must not show: what was typed is kept for it.
    """

    @property
    def _user(self) -> User | None:
        return self.user

    def clean(self) -> dict[str, Any]:
        """Leave to the adapter whom it is for."""
        data = super().clean()
        context.request.code_person = self.user
        context.request.session[TYPED_KEY] = data.get("login", "")
        return data


class ResetPasswordForm(PersonForm):
    """A link by e-mail to choose another password."""

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Write to the person; nothing tells the page whether there was one."""
        address: str = self.cleaned_data["email"]
        people = [self.user] if self.user else []
        request_password_reset(request, address, people, kwargs.get("token_generator"))
        return address
