"""Forms of the administration about memberships."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.institutions.forms import InstitutionField
from core.enums import Region


def _day(label: Any, *, required: bool = True, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, **kwargs)


class MembershipForm(forms.Form):
    """Where, as what, from when to when. Both days are included."""

    organisation = InstitutionField(label=_("institution"), required=False, empty_label=_("Other"))
    organisation_other = forms.CharField(
        label=_("other institution"),
        max_length=200,
        required=False,
        help_text=_("Only if it is not in the list."),
    )
    position = forms.CharField(label=_("position"), max_length=120, required=False)
    region = forms.ChoiceField(
        label=_("region"),
        required=False,
        choices=[("", _("That of the institution")), *Region.choices],
    )
    city = forms.CharField(
        label=_("city"),
        max_length=80,
        required=False,
        help_text=_("Left empty: that of the institution."),
    )
    starts_on = _day(_("from"))
    ends_on = _day(_("to"), required=False, help_text=_("Left empty: until further notice."))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("For instance the number of a transfer note. Kept in the history."),
    )

    def clean(self) -> dict[str, Any]:
        """Somewhere, and not backwards."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("organisation") and not data.get("organisation_other"):
            self.add_error("organisation", _("Choose an institution, or name another one."))
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The membership ends before it starts."))
        return data


class MembershipCorrectForm(MembershipForm):
    """A correction says why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Kept in the history with both versions.")
    )


class MoveForm(forms.Form):
    """To which institution, from which day on."""

    organisation = InstitutionField(label=_("New institution"))
    starts_on = _day(_("From which day on"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
