"""Filters of the table of people reached."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.selectors import organisations_current
from core.enums import Region
from courses.models import Course


class GroupBy(models.TextChoices):
    """What a line of the table is."""

    ORGANISATION = "organisation", _("Institution")
    REGION = "region", _("Region")
    MONTH = "month", _("Month")


class ReachedFilterForm(forms.Form):
    """All optional. A wrong value is refused with a message, never silently ignored."""

    group = forms.ChoiceField(label=_("One line for each"), choices=GroupBy.choices, required=False)
    course = forms.ModelChoiceField(
        Course.objects.filter(trains_facilitators=True).order_by("position"),
        label=_("Course"),
        required=False,
        empty_label=_("All"),
    )
    organisation = forms.ModelChoiceField(
        organisations_current(),
        label=_("Institution, with what is below it"),
        required=False,
        empty_label=_("All"),
    )
    region = forms.ChoiceField(
        label=_("Region"), choices=[("", _("All")), *Region.choices], required=False
    )
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[
            ("", _("Validated")),
            ("sent", _("Awaiting validation")),
            ("returned", _("Returned with a note")),
            ("all", _("All")),
        ],
        required=False,
    )
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it starts."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", _("The period ends before it starts."))
        return data
