"""Filters of the list of those who need help."""

from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from courses.models import Cohort, Course


class Need(models.TextChoices):
    """Why somebody is in the list: the states of the board, and a date that has passed."""

    NOT_STARTED = "not_started", _("Not started")
    STUCK = "stuck", _("Stuck")
    LATE = "late", _("Late")


class RiskFilterForm(forms.Form):
    """All optional. A wrong value is refused with a message, never silently ignored."""

    need = forms.ChoiceField(
        label=_("Why"), choices=[("", _("All")), *Need.choices], required=False
    )
    course = forms.ModelChoiceField(
        Course.objects.order_by("position"), label=_("Course"), required=False, empty_label=_("All")
    )
    cohort = forms.ModelChoiceField(
        Cohort.objects.none(), label=_("Cohort"), required=False, empty_label=_("All")
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("path"),
        label=_("Institution, with what is below it"),
        required=False,
        empty_label=_("All"),
    )

    def __init__(self, *args: Any, cohorts: QuerySet[Cohort], **kwargs: Any) -> None:
        """`cohorts`: those that the person follows."""
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = cohorts  # type: ignore[attr-defined]
