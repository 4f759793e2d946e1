"""Fields that several filter forms of the reports share. All are optional."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from courses.models import Cohort, Course


def course_field() -> forms.ModelChoiceField:
    """Any course."""
    return forms.ModelChoiceField(
        Course.objects.order_by("position"), label=_("Course"), required=False, empty_label=_("All")
    )


def organisation_field() -> forms.ModelChoiceField:
    """Any institution, with its subtree."""
    return forms.ModelChoiceField(
        Organisation.objects.order_by("path"),
        label=_("Institution, with what is below it"),
        required=False,
        empty_label=_("All"),
    )


class CohortFilterForm(forms.Form):
    """Whom a report counts. A wrong value is refused with a message, never silently ignored."""

    cohort = forms.ModelChoiceField(
        Cohort.objects.none(), label=_("Cohort"), required=False, empty_label=_("All")
    )

    def __init__(self, *args: Any, cohorts: QuerySet[Cohort], **kwargs: Any) -> None:
        """`cohorts`: those that the person may choose."""
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = cohorts  # type: ignore[attr-defined]
