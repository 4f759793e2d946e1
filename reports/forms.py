"""Filters of the completion report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Gender
from accounts.selectors import organisations_current
from core.enums import Language, Region
from courses.api import EnrolmentStatus
from courses.models import Course
from reports.enums import SortKey


class CompletionFilterForm(forms.Form):
    """All optional. A wrong value is refused with a message, never silently ignored."""

    course = forms.ModelChoiceField(
        Course.objects.order_by("position"), label=_("Course"), required=False, empty_label=_("All")
    )
    q = forms.CharField(label=_("Name, e-mail or login name"), max_length=100, required=False)
    organisation = forms.ModelChoiceField(
        organisations_current(),
        label=_("Institution, with what is below it"),
        required=False,
        empty_label=_("All"),
    )
    region = forms.ChoiceField(
        label=_("Region"), choices=[("", _("All")), *Region.choices], required=False
    )
    gender = forms.ChoiceField(
        label=_("Gender"), choices=[("", _("All")), *Gender.choices], required=False
    )
    language = forms.ChoiceField(
        label=_("Language last used"), choices=[("", _("All")), *Language.choices], required=False
    )
    status = forms.ChoiceField(
        label=_("Status"), choices=[("", _("All")), *EnrolmentStatus.choices], required=False
    )
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    sort = forms.ChoiceField(label=_("Sort by"), choices=SortKey.choices, required=False)
    descending = forms.BooleanField(label=_("Descending"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it starts."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", _("The period ends before it starts."))
        return data
