"""Registration, with an address of one's own or behind the mailbox of an agency."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import SignupForm as BaseSignupForm
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core import context, ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.entrance_forms import TYPED_KEY
from accounts.forms import Group, PersonFields
from accounts.models import User
from accounts.selectors import consent_text_current
from accounts.services import consent_give, person_behind_mailbox, profile_update, username_new


class SignupForm(PersonFields, BaseSignupForm):
    """Creates the account, the first membership and the consent together."""

    consent = forms.BooleanField(
        label=_("I have read the text on personal data and I agree."),
        error_messages={"required": _("Your agreement is needed to create the account.")},
    )

    is_shared = forms.BooleanField(
        label=_("Several people use this address (mailbox of an agency)"),
        help_text=_(
            "You then get a login name of your own and sign in with a code sent to this address;"
            " no password is needed."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consent_text = consent_text_current()
        self.fields["language"].initial = (get_language() or "fr")[:2]
        self.fields["email"].widget.attrs.update({"dir": "ltr", "placeholder": ""})
        self.fields["password1"].widget.attrs.update({"dir": "ltr", "placeholder": ""})
        self.fields["password1"].required = False
        self.fields["password1"].widget.is_required = False

    def clean(self) -> dict[str, Any]:
        """Refuse registration while no consent text is in force: consent must name a version."""
        if self.consent_text is None:
            raise ValidationError(
                _("Registration is closed: no text on personal data is in force.")
            )
        data = super().clean()
        if (
            not data.get("is_shared")
            and not data.get("password1")
            and "password1" not in self.errors
        ):
            self.add_error("password1", self.fields["password1"].error_messages["required"])
        if data.get("is_shared") and not self.errors:
            key = f"mailbox:{data['email'].lower()}"
            if not ratelimit.consume(context.request, action="request_login_code", key=key):
                raise get_adapter().validation_error("too_many_login_attempts")
        return data

    @property
    def groups(self) -> list[Group]:
        """All groups in order."""
        account = (_("Your account"), "", self._bound("email", "is_shared", "password1"))
        return [account, *self.person_groups()]

    def save(self, request: Any) -> User:
        """Create the person; allauth sends the verification code."""
        user: User = super().save(request)
        profile_update(user=user, data=self.cleaned_data)
        self._consent_note(user)
        return user

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Behind a shared mailbox the account opens with a code sent there, else as usual."""
        if not self.cleaned_data.get("is_shared"):
            result: tuple[User | None, HttpResponse | None] = super().try_save(request)
            return result
        address = self.cleaned_data["email"].lower()
        user = person_behind_mailbox(address=address, data=self.cleaned_data)
        self._consent_note(user)
        request.session[TYPED_KEY] = address
        request.code_person = user  # type: ignore[attr-defined]
        LoginCodeVerificationProcess.initiate(request=request, user=user, email=address)
        return user, redirect("account_confirm_login_code")

    def _consent_note(self, user: User) -> None:
        if self.consent_text is not None:
            language = (get_language() or "fr")[:2]
            consent_give(user=user, text=self.consent_text, language=language)

    def custom_username(self) -> str:
        """Login name made from the address; may be changed by an administrator only."""
        return username_new(self.cleaned_data["email"])
