"""Filters of the list of those who need help."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.forms import CohortFilterForm, course_field, organisation_field


class Need(models.TextChoices):
    """Why somebody is in the list: the states of the board, and a date that has passed."""

    NOT_STARTED = "not_started", _("Not started")
    STUCK = "stuck", _("Stuck")
    LATE = "late", _("Late")


class RiskFilterForm(CohortFilterForm):
    """Who is listed."""

    need = forms.ChoiceField(
        label=_("Why"), choices=[("", _("All")), *Need.choices], required=False
    )
    course = course_field()
    organisation = organisation_field()
    field_order = ("need", "course", "cohort", "organisation")
