"""The form that opens an account made for the person: everything known is filled in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.enums import Gender
from accounts.forms import OTHER, Group, PersonFields
from accounts.models import User
from accounts.selectors import consent_text_current, membership_today

NAMES = ("given_name", "family_name", "given_name_ar", "family_name_ar", "language")


def initial_of(user: User) -> dict[str, Any]:
    """Return what is known about the person."""
    known: dict[str, Any] = {name: getattr(user, name) for name in NAMES}
    if user.gender != Gender.NOT_STATED:
        known["gender"] = user.gender
    row = membership_today(user)
    if row is not None:
        known["region"] = row.region
        known["organisation"] = str(
            row.organisation_id or (OTHER if row.organisation_other else "")
        )
        known["organisation_other"] = row.organisation_other
    return known


class InvitationForm(PersonFields):
    """Corrections, consent and, if wanted or needed, a password."""

    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )
    consent = forms.BooleanField(
        label=_("I have read the text on personal data and I agree."),
        error_messages={"required": _("Your agreement is needed to create the account.")},
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.consent_text = consent_text_current()
        field = self.fields["password"]
        if person.email:
            field.help_text = _("Leave it empty to sign in each time with a code sent by e-mail.")
        else:
            field.required = True
            field.help_text = _("You sign in with your login name and this password.")

    def clean_password(self) -> str:
        """Hold the rules for passwords."""
        password = str(self.cleaned_data.get("password") or "")
        if password:
            validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any]:
        """Consent must name a version."""
        data = super().clean()
        if self.consent_text is None:
            self.add_error(None, _("Registration is closed: no text on personal data is in force."))
        return data

    @property
    def groups(self) -> list[Group]:
        """All groups in order; the password last."""
        return [*self.person_groups(), (_("Signing in"), "", self._bound("password"))]
