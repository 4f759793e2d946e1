"""Filters of the catalogue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from courses.catalogue.enums import Theme


class CatalogueFilterForm(forms.Form):
    """Words, theme, language, duration. All optional; anything else is refused with a message."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.SearchInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    theme = forms.ChoiceField(
        label=_("Theme"), required=False, choices=[("", _("All themes")), *Theme.choices]
    )
    spoken = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("All languages")), *Language.choices]
    )
    duration = forms.TypedChoiceField(
        label=_("Duration"),
        required=False,
        coerce=int,
        choices=[
            ("", _("Any duration")),
            ("360", _("Up to 6 hours")),
            ("420", _("Up to 7 hours")),
            ("480", _("Up to 8 hours")),
        ],
    )

    def clean_q(self) -> Any:
        """Trim the words."""
        return self.cleaned_data["q"].strip()
