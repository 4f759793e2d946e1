"""Forms of those who check."""

from django import forms
from django.utils.translation import gettext_lazy as _

FILE_BYTES = 2 * 1024 * 1024


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


class FileForm(forms.Form):
    """A file that somebody was given."""

    file = forms.FileField(
        label=_("File received"),
        help_text=_("The PDF, or the badge as PNG, SVG or JSON; 2 MB at most. We keep nothing."),
        widget=forms.FileInput(
            attrs={"accept": ".pdf,.png,.svg,.json,application/pdf,image/png,image/svg+xml"}
        ),
    )
