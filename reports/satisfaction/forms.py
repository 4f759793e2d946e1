"""Filters of the report on satisfaction."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from reports.forms import CohortFilterForm, course_field

DATE = forms.DateInput(attrs={"type": "date"})


class SatisfactionGroup(models.TextChoices):
    """What a line of the table is."""

    COURSE = "course", _("Course")
    COHORT = "cohort", _("Cohort")
    LANGUAGE = "language", _("Language of the answers")
    MONTH = "month", _("Month")


class SatisfactionFilterForm(CohortFilterForm):
    """Which answers, and one line for what."""

    group = forms.ChoiceField(
        label=_("One line for each"), choices=SatisfactionGroup.choices, required=False
    )
    course = course_field()
    language = forms.ChoiceField(
        label=_("Language of the answers"),
        choices=[("", _("All")), *Language.choices],
        required=False,
    )
    since = forms.DateField(label=_("From the month of"), required=False, widget=DATE)
    until = forms.DateField(label=_("To the month of"), required=False, widget=DATE)
    field_order = ("group", "course", "cohort", "language", "since", "until")

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it starts."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", _("The period ends before it starts."))
        return data
