"""What an annual report is asked for: year, programme, project, donor, who counts as trained."""

from typing import Any

from django import forms
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort, Programme
from reports.api import (
    DIMENSIONS,
    TRAINED_BASES,
    IndicatorCode,
    QuestionTooNarrowError,
    Reader,
    Selection,
    of_year,
)
from reports.models import Fact

FILTERS = ("programme", "project", "donor")
STATED_MAX = 10_000_000


def _texts(field: str) -> list[tuple[str, Any]]:
    found = Cohort.objects.exclude(**{field: ""}).order_by(field).values_list(field, flat=True)
    return [("", _("All")), *((text, text) for text in found.distinct())]


class AnnualForm(forms.Form):
    """All optional: without a year, the one that runs. A wrong value is refused with a message."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    programme = forms.ModelChoiceField(
        Programme.objects.order_by("position"),
        label=_("Programme"),
        required=False,
        empty_label=_("All"),
    )
    project = forms.ChoiceField(label=_("Project"), required=False)
    donor = forms.ChoiceField(label=_("Donor"), required=False)
    basis = forms.ChoiceField(
        label=_("Who counts as trained"),
        choices=[(code.value, code.label) for code in TRAINED_BASES],
    )
    stated = forms.IntegerField(
        label=_("Total stated elsewhere (to compare)"),
        required=False,
        min_value=0,
        max_value=STATED_MAX,
    )

    def __init__(self, data: Any, *, reader: Reader) -> None:
        """`data` is what the address says."""
        today = timezone.localdate()
        super().__init__({"year": today.year, "basis": IndicatorCode.TRAINED, **data.dict()})
        self.reader = reader
        first = Fact.objects.aggregate(first=Min("day"))["first"] or today
        choices: dict[str, list[tuple[Any, Any]]] = {
            "year": [(year, str(year)) for year in range(today.year, first.year - 1, -1)],
            "donor": _texts("donor"),
        }
        if reader.sees_names:
            choices["project"] = _texts("project")
        else:
            del self.fields["project"]
        for name, found in choices.items():
            field: Any = self.fields[name]
            field.choices = found

    def clean(self) -> dict[str, Any]:
        """Refuse more than one filter to those who see no names."""
        data: dict[str, Any] = super().clean() or {}
        if not self.reader.sees_names and data.get("programme") and data.get("donor"):
            raise forms.ValidationError(QuestionTooNarrowError.message)
        return data

    def selection(self) -> Selection:
        """Return the year with its filters."""
        data = self.cleaned_data
        keys = {code: data[code] for code in FILTERS if data.get(code)}
        if "programme" in keys:
            keys["programme"] = str(keys["programme"].pk)
        return of_year(data["year"], **keys)

    def said(self) -> list[tuple[str, str]]:
        """Return the filters in words, in the active language."""
        data = self.cleaned_data
        return [(str(DIMENSIONS[code].name), str(data[code])) for code in FILTERS if data.get(code)]
