"""Filters of the report on satisfaction."""

from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from courses.models import Cohort, Course

DATE = forms.DateInput(attrs={"type": "date"})


class SatisfactionGroup(models.TextChoices):
    """What a line of the table is."""

    COURSE = "course", _("Course")
    COHORT = "cohort", _("Cohort")
    LANGUAGE = "language", _("Language of the answers")
    MONTH = "month", _("Month")


class SatisfactionFilterForm(forms.Form):
    """All optional. A wrong value is refused with a message, never silently ignored."""

    group = forms.ChoiceField(
        label=_("One line for each"), choices=SatisfactionGroup.choices, required=False
    )
    course = forms.ModelChoiceField(
        Course.objects.order_by("position"), label=_("Course"), required=False, empty_label=_("All")
    )
    cohort = forms.ModelChoiceField(
        Cohort.objects.none(), label=_("Cohort"), required=False, empty_label=_("All")
    )
    language = forms.ChoiceField(
        label=_("Language of the answers"),
        choices=[("", _("All")), *Language.choices],
        required=False,
    )
    since = forms.DateField(label=_("From the month of"), required=False, widget=DATE)
    until = forms.DateField(label=_("To the month of"), required=False, widget=DATE)

    def __init__(self, *args: Any, cohorts: QuerySet[Cohort], **kwargs: Any) -> None:
        """`cohorts`: those that the person may choose."""
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = cohorts  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it starts."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", _("The period ends before it starts."))
        return data
