"""What the holder chooses."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.proof.models import NameShown


class SharingForm(forms.Form):
    """What others see of a certificate."""

    name_shown = forms.ChoiceField(
        label=_("Name shown to others"), choices=NameShown.choices, widget=forms.RadioSelect
    )
    is_public = forms.BooleanField(label=_("Public page with an address to share"), required=False)
