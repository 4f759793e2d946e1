"""Forms about certificates."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VerifyForm(forms.Form):
    """A check code as typed from paper."""

    code = forms.CharField(
        label=_("Check code"),
        max_length=40,
        help_text=_("It stands under the QR code: 17 letters and digits."),
        widget=forms.TextInput(
            attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )


class RevokeForm(forms.Form):
    """Revocation needs a reason."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea)
