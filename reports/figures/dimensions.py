"""By what figures may be told apart. Every dimension is a filter as well."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Substr
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from accounts.enums import Aggregate, Gender, OrganisationKind
from accounts.models import Organisation
from core.dates import MONTHS
from core.enums import Language, Region
from courses.models import Cohort, Course, Programme
from reports.enums import AgeGroup

# The key of what is not stated: shown like any other line, never distributed over the others.
NONE = "none"
STEP = Organisation.steplen
_ = gettext_lazy

Names = Callable[[Iterable[str]], Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """One way to tell figures apart.

    `column` is what facts are grouped by; its `empty` values, and None, are the key NONE. `names`
    gives the labels of keys, in the active language, with one query at most. `order` lists keys
    that come in an order of their own; others come by label.

    For those who may see no small group (`reports.figures.guard`): `is_open`, may be asked at all;
    `is_crossable`, may be crossed; `group_of` leads keys to the coarser dimension `group`, whose
    figures are sums of this one's.
    """

    code: str
    name: Any
    column: Any
    names: Names
    empty: tuple[Any, ...] = ("",)
    order: tuple[str, ...] = ()
    to_raw: Callable[[str], Any] = str
    to_key: Callable[[Any], str] = str
    is_open: bool = True
    is_crossable: bool = False
    group: str = ""
    group_of: Names | None = None

    @property
    def alias(self) -> str:
        """Under which name the column is annotated on facts."""
        return f"k_{self.code}"

    def key_of(self, raw: Any) -> str:
        """Return the key of a value of the column."""
        return NONE if raw is None or raw in self.empty else self.to_key(raw)

    def condition(self, key: str) -> Q:
        """Return the condition on facts annotated with `alias`. Raises ValueError for nonsense."""
        if key != NONE:
            return Q(**{self.alias: self.to_raw(key)})
        return Q(**{f"{self.alias}__isnull": True}) | Q(**{f"{self.alias}__in": self.empty})


def _month_raw(key: str) -> dt.date:
    return dt.date.fromisoformat(f"{key}-01")


def _month_key(raw: dt.date) -> str:
    return f"{raw:%Y-%m}"


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())


def _choices(*choices: Any) -> Names:
    known = {str(value): label for group in choices for value, label in group}

    def names(keys: Iterable[str]) -> Mapping[str, str]:
        return {key: str(known.get(key, key)) for key in keys}

    return names


def _rows(model: Any, field: str) -> Names:
    """Names of rows, by id; both languages' columns are read, the other one stands in."""

    def names(keys: Iterable[str]) -> Mapping[str, str]:
        wanted = [key for key in keys if key.isdigit()]
        found = model.objects.filter(pk__in=wanted).only(
            "pk", f"{field}_fr", f"{field}_ar", *(["code"] if model is Course else [])
        )
        return {str(row.pk): getattr(row, field) or str(row) for row in found}

    return names


def _itself(keys: Iterable[str]) -> Mapping[str, str]:
    return {key: key for key in keys}


def _months(keys: Iterable[str]) -> Mapping[str, str]:
    months = MONTHS["ar" if (get_language() or "fr").startswith("ar") else "fr"]
    return {key: f"{months[int(key[5:7]) - 1]} {key[:4]}" for key in keys}


def _sector_of(keys: Iterable[str]) -> Mapping[str, str]:
    return {key: OrganisationKind(key).aggregate for key in keys if key != NONE}


def _programme_of(keys: Iterable[str]) -> Mapping[str, str]:
    rows = Course.objects.filter(pk__in=[key for key in keys if key.isdigit()])
    return {str(pk): str(programme) for pk, programme in rows.values_list("pk", "programme_id")}


_KIND = "organisation__kind"
DIMENSIONS: Mapping[str, Dimension] = {
    dimension.code: dimension
    for dimension in (
        Dimension(
            code="programme",
            name=_("Programme"),
            column=F("programme_id"),
            empty=(),
            to_raw=int,
            names=_rows(Programme, "title"),
            is_crossable=True,
        ),
        Dimension(
            code="course",
            name=_("Course"),
            column=F("course_id"),
            empty=(),
            to_raw=int,
            names=_rows(Course, "title"),
            group="programme",
            group_of=_programme_of,
        ),
        Dimension(
            code="cohort",
            name=_("Cohort"),
            column=F("cohort_id"),
            empty=(),
            to_raw=int,
            names=_rows(Cohort, "title"),
            is_open=False,
        ),
        Dimension(
            code="project",
            name=_("Project"),
            column=F("cohort__project"),
            names=_itself,
            is_open=False,
        ),
        Dimension(
            code="donor",
            name=_("Donor"),
            column=F("cohort__donor"),
            names=_itself,
            is_crossable=True,
        ),
        Dimension(
            code="institution",
            name=_("Institution"),
            # The institutions at the top, each with all below it; `dimension_within` goes deeper.
            # Its values are places in the tree, which change; `grids_count` makes them identities.
            column=Substr("organisation__path", 1, STEP),
            names=_rows(Organisation, "name"),
            is_open=False,
        ),
        Dimension(
            code="kind",
            name=_("Type of institution"),
            column=F(_KIND),
            names=_choices(OrganisationKind.choices),
            order=tuple(OrganisationKind.values),
            is_crossable=True,
            group="sector",
            group_of=_sector_of,
        ),
        Dimension(
            code="sector",
            name=_("Institutional or civil society"),
            column=Case(
                *(
                    When(**{_KIND: kind.value}, then=_text(kind.aggregate))
                    for kind in OrganisationKind
                ),
                output_field=CharField(),
            ),
            names=_choices(Aggregate.choices),
            order=tuple(Aggregate.values),
        ),
        Dimension(
            code="region",
            name=_("Region"),
            column=F("region"),
            names=_choices(Region.choices),
            order=tuple(Region.values),
            is_crossable=True,
        ),
        Dimension(
            code="city",
            name=_("City"),
            column=F("city"),
            names=_itself,
            is_open=False,
        ),
        Dimension(
            code="gender",
            name=_("Gender"),
            column=F("gender"),
            empty=("", Gender.NOT_STATED.value),
            names=_choices(Gender.choices),
            order=tuple(Gender.values),
            is_crossable=True,
        ),
        Dimension(
            code="age",
            name=_("Age"),
            column=F("age"),
            empty=("", AgeGroup.NOT_STATED.value),
            names=_choices(AgeGroup.choices),
            order=tuple(AgeGroup.values),
            is_crossable=True,
        ),
        Dimension(
            code="language",
            name=_("Language used"),
            column=F("language"),
            names=_choices(
                Language.choices,
                (
                    ("ary", _("Darija")),
                    ("zgh", _("Amazigh")),
                    ("mixed", _("Several languages")),
                ),
            ),
            order=tuple(Language.values),
            is_crossable=True,
        ),
        Dimension(
            code="month",
            name=_("Month"),
            column=F("month"),
            empty=(),
            to_raw=_month_raw,
            to_key=_month_key,
            names=_months,
            is_crossable=True,
        ),
    )
}
NOT_STATED = pgettext_lazy("line of a report", "Not stated")


def dimension_get(code: str) -> Dimension:
    """Return the dimension of this code. Raises KeyError for an unknown one."""
    return DIMENSIONS[code]


def names_of(dimension: Dimension, keys: Iterable[str]) -> dict[str, str]:
    """Return a label for each key, in the active language."""
    stated = [key for key in keys if key != NONE]
    known = dimension.names(stated) if stated else {}
    return {**{key: known.get(key, key) for key in stated}, NONE: str(NOT_STATED)}
