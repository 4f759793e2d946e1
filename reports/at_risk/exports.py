"""Those who need help as a file; without names, the counts of each cohort."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.sheets import Sheet
from reports.at_risk.selectors import STATES, CohortRisk, Person


def people_sheet(risks: list[CohortRisk]) -> Sheet:
    """Return one line for each person in need."""
    columns = [
        _("Cohort"),
        _("Name (Latin)"),
        _("Name (Arabic)"),
        _("Institution"),
        _("State"),
        _("Progress (%)"),
        _("Last activity"),
        _("Units late"),
        _("Last reminder"),
    ]
    rows = [_values(risk.cohort.title, person) for risk in risks for person in risk.people]
    return Sheet(title=_("Who needs help"), columns=columns, rows=rows)


def _values(cohort: str, person: Person) -> list[Any]:
    one = person.member
    last = one.last_activity_at
    return [
        cohort,
        one.first.name_latin,
        one.first.name_arabic,
        one.organisation,
        str(one.state.label),
        one.percent,
        timezone.localtime(last).date() if last else None,
        one.late,
        person.reminded_on,
    ]


def cohorts_sheet(risks: list[CohortRisk]) -> Sheet:
    """Return one line for each cohort."""
    columns = [_("Cohort"), _("Members"), *(str(state.label) for state in STATES), _("Late")]
    rows = [
        [
            risk.cohort.title,
            _shown(risk.members),
            *(_shown(risk.counts[state.value]) for state in STATES),
            _shown(risk.counts["late"]),
        ]
        for risk in risks
    ]
    return Sheet(title=_("Cohorts"), columns=columns, rows=rows)


def _shown(count: int | None) -> Any:
    return _("hidden") if count is None else count
