"""Filters of the learning reports."""

from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.enums import Language, Region
from courses.models import Assessment
from reports.forms import CohortFilterForm, course_field, organisation_field


class GainGroup(models.TextChoices):
    """What a line of the table is."""

    COURSE = "course", _("Course")
    COHORT = "cohort", _("Cohort")
    ORGANISATION = "organisation", _("Institution")
    LANGUAGE = "language", _("Language of the test")


class PlaceFilterForm(CohortFilterForm):
    """Whom a report counts, by cohort and place."""

    organisation = organisation_field()
    region = forms.ChoiceField(
        label=_("Region"), choices=[("", _("All")), *Region.choices], required=False
    )


class GainFilterForm(PlaceFilterForm):
    """Which gains, and one line for what."""

    group = forms.ChoiceField(
        label=_("One line for each"), choices=GainGroup.choices, required=False
    )
    course = course_field()
    language = forms.ChoiceField(
        label=_("Language of the test"), choices=[("", _("All")), *Language.choices], required=False
    )
    field_order = ("group", "course", "cohort", "organisation", "region", "language")


class ItemsFilterForm(PlaceFilterForm):
    """Which assessment."""

    assessment = forms.ModelChoiceField(
        Assessment.objects.none(), label=_("Assessment"), required=False, empty_label=_("Choose")
    )
    field_order = ("assessment", "cohort", "organisation", "region")

    def __init__(self, *args: Any, assessments: QuerySet[Assessment], **kwargs: Any) -> None:
        """`assessments`: those that somebody handed in."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["assessment"]
        field.queryset = assessments
        field.label_from_instance = _assessment_label


def _assessment_label(assessment: Assessment) -> str:
    return f"{assessment.unit.course.title} · {assessment.unit.title}"
