"""Forms about a cohort: the cohort, its due dates, a person to add."""

from typing import Any

from django import forms
from django.db.models import Q
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from accounts.enums import Scope
from accounts.models import User
from accounts.scope import scope_holders
from courses.enrolment.due import DueRule
from courses.enrolment.enums import DueBasis
from courses.enrolment.models import Cohort


class CohortForm(WagtailAdminModelForm):
    """Trainers are chosen among those who have the role; who was named before stays offered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("trainers")
        if isinstance(field, forms.ModelMultipleChoiceField):
            offered = scope_holders(Scope.TRAINED)
            if self.instance.pk:
                offered |= Q(cohorts_trained=self.instance)
            field.queryset = User.objects.filter(offered).distinct()


class DueForm(forms.Form):
    """The date of one unit."""

    unit = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    basis = forms.ChoiceField(
        label=_("Counted from"),
        choices=[("", _("No due date")), *DueBasis.choices],
        required=False,
    )
    day = forms.DateField(
        label=_("Date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    days = forms.IntegerField(label=_("Days"), required=False, min_value=0, max_value=730)

    def clean(self) -> dict[str, Any]:
        """A date with "on a date", days with the others, nothing without."""
        data: dict[str, Any] = super().clean() or {}
        basis = data.get("basis")
        if basis == DueBasis.DATE and not data.get("day") and "day" not in self.errors:
            self.add_error("day", _("Give the date."))
        if basis in {DueBasis.ENROLMENT, DueBasis.COHORT} and data.get("days") is None:
            self.add_error("days", _("Give the number of days."))
        return data

    @property
    def rule(self) -> DueRule | None:
        """What was set, once valid; None for no date."""
        data = self.cleaned_data
        if not data.get("basis"):
            return None
        is_date = data["basis"] == DueBasis.DATE
        return DueRule(
            unit_id=data["unit"],
            basis=data["basis"],
            day=data["day"] if is_date else None,
            days=None if is_date else data["days"],
        )


DueFormSet: type[BaseFormSet[DueForm]] = formset_factory(DueForm, extra=0, max_num=500)


class MemberAddForm(forms.Form):
    """A person, by login name or personal e-mail."""

    person = forms.CharField(label=_("Login name or personal e-mail"), max_length=254)

    def clean_person(self) -> User:
        """Find exactly one person."""
        typed = self.cleaned_data["person"].strip()
        found = User.objects.filter(is_active=True).filter(
            Q(username__iexact=typed) | Q(email__iexact=typed)
        )
        user = found.first() if typed else None
        if user is None:
            raise forms.ValidationError(
                _("Nobody has this login name or e-mail. Create the person first.")
            )
        return user


def cohort_stated(cohort: Cohort) -> dict[str, str]:
    """Return what the history compares: every column and the trainers, as text."""
    names = (
        "code",
        "course_id",
        "programme_id",
        "title_fr",
        "title_ar",
        "organisation_id",
        "project",
        "donor",
        "seats",
        "starts_on",
        "ends_on",
        "is_archived",
    )
    stated = {name.removesuffix("_id"): str(getattr(cohort, name) or "") for name in names}
    trainers = cohort.trainers.order_by("pk").values_list("username", flat=True)
    stated["trainers"] = ", ".join(trainers)
    return stated
