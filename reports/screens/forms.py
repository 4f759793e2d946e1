"""What one may ask of a report: period, filters, dimensions. All of it stands in the address."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from courses.models import Cohort, Course, Programme
from reports.enums import IndicatorCode
from reports.figures.dimensions import DIMENSIONS, NONE, NOT_STATED, Dimension
from reports.figures.reader import Reader
from reports.figures.selection import Selection

FIRST_YEAR = 2015
# Filters that stand in the form; the others come through links only.
FIELDS = (
    "programme",
    "course",
    "cohort",
    "project",
    "donor",
    "institution",
    "kind",
    "sector",
    "region",
    "gender",
    "age",
    "language",
)


class ReportForm(forms.Form):
    """All optional. A wrong value is refused with a message, never silently ignored."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False, empty_value=None)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, data: Any, *, reader: Reader) -> None:
        super().__init__(data)
        self.reader = reader
        this_year = timezone.localdate().year
        years: Any = self.fields["year"]
        years.choices = [
            ("", _("This year")),
            *((year, str(year)) for year in range(this_year, FIRST_YEAR - 1, -1)),
        ]
        if not reader.sees_names:
            del self.fields["since"], self.fields["until"]
        for code in DIMENSIONS:
            if reader.sees_names or DIMENSIONS[code].is_open:
                self.fields[code] = self._field(DIMENSIONS[code])

    def _field(self, dimension: Dimension) -> forms.Field:
        if dimension.code not in FIELDS:
            return forms.CharField(
                label=dimension.name, max_length=80, required=False, widget=forms.HiddenInput
            )
        choices = [("", _("All")), *_choices(dimension.code, self.reader), (NONE, NOT_STATED)]
        return forms.ChoiceField(label=dimension.name, choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it starts."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", _("The period ends before it starts."))
        return data

    @property
    def has_more(self) -> bool:
        """Whether one of the further filters is set."""
        return any(self.data.get(code) for code in FIELDS)

    def selection(self) -> Selection:
        """Return what was asked. Without a period: this year."""
        data = self.cleaned_data
        keys = {code: data[code] for code in DIMENSIONS if data.get(code)}
        since, until = data.get("since"), data.get("until")
        if not since and not until:
            year = data.get("year") or timezone.localdate().year
            since, until = dt.date(year, 1, 1), dt.date(year, 12, 31)
        return Selection(since=since, until=until, keys=keys)


def _choices(code: str, reader: Reader) -> list[tuple[str, Any]]:
    """What may be chosen, at most one query."""
    if code == "institution":
        every = Organisation.objects.all() if reader.institutions is None else reader.institutions
        found = every.order_by("path")
        return [(str(row.pk), f"{'— ' * (row.depth - 1)}{row.name}") for row in found]
    models: dict[str, Any] = {"programme": Programme, "course": Course, "cohort": Cohort}
    if code in models:
        return [(str(row.pk), str(row)) for row in models[code].objects.all()]
    if code in {"project", "donor"}:
        texts = Cohort.objects.exclude(**{code: ""}).order_by(code)
        return [(text, text) for text in texts.values_list(code, flat=True).distinct()]
    dimension = DIMENSIONS[code]
    names = dimension.names(dimension.order)
    return [(key, names[key]) for key in dimension.order if key not in dimension.empty]


class TableForm(ReportForm):
    """A report that tells one indicator apart by one or two dimensions."""

    indicator = forms.ChoiceField(label=_("Figure"), choices=IndicatorCode.choices, required=False)
    rows = forms.ChoiceField(label=_("One line for each"), required=False)
    columns = forms.ChoiceField(label=_("Crossed with"), required=False)
    sort = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, reader: Reader) -> None:
        super().__init__(data, reader=reader)
        usable = [
            (code, one.name) for code, one in DIMENSIONS.items() if reader.sees_names or one.is_open
        ]
        rows: Any = self.fields["rows"]
        columns: Any = self.fields["columns"]
        rows.choices = usable
        self.fields["rows"].initial = "kind"
        columns.choices = [("", _("Nothing")), *usable]
        self.order_fields(["indicator", "rows", "columns"])
