"""Filters of the learning reports."""

from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.enums import Language, Region
from courses.models import Assessment, Cohort, Course


class GainGroup(models.TextChoices):
    """What a line of the table is."""

    COURSE = "course", _("Course")
    COHORT = "cohort", _("Cohort")
    ORGANISATION = "organisation", _("Institution")
    LANGUAGE = "language", _("Language of the test")


class PlaceFilterForm(forms.Form):
    """Whom a report counts. All optional; a wrong value is refused with a message."""

    cohort = forms.ModelChoiceField(
        Cohort.objects.none(), label=_("Cohort"), required=False, empty_label=_("All")
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("path"),
        label=_("Institution, with what is below it"),
        required=False,
        empty_label=_("All"),
    )
    region = forms.ChoiceField(
        label=_("Region"), choices=[("", _("All")), *Region.choices], required=False
    )

    def __init__(self, *args: Any, cohorts: QuerySet[Cohort], **kwargs: Any) -> None:
        """`cohorts`: those that the person may choose."""
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = cohorts  # type: ignore[attr-defined]


class GainFilterForm(PlaceFilterForm):
    """Which gains, and one line for what."""

    group = forms.ChoiceField(
        label=_("One line for each"), choices=GainGroup.choices, required=False
    )
    course = forms.ModelChoiceField(
        Course.objects.order_by("position"), label=_("Course"), required=False, empty_label=_("All")
    )
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
