"""What each indicator is: the one definition that screens, files and interfaces print."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.enums import IndicatorCode


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """An indicator. Texts are lazy: they come in the language that is active.

    `definition` what is counted; `unit` the unit of a participation; `once` how people are counted
    once; `date` which date decides the period. `has_people`: False where nobody has an account, so
    that unique people cannot be told.
    """

    code: IndicatorCode
    definition: Any
    unit: Any
    once: Any
    date: Any
    has_people: bool = True

    @property
    def name(self) -> Any:
        """The name, in the active language."""
        return self.code.label


_COURSE_UNIT = _("One person in one course")
_ONCE = _(
    "A person counts once, whatever the number of courses; accounts that were merged are one "
    "person. Participations count each course."
)

INDICATORS: Mapping[str, Indicator] = {
    indicator.code.value: indicator
    for indicator in (
        Indicator(
            code=IndicatorCode.ENROLLED,
            definition=_("Enrolments, also of those who withdrew later."),
            unit=_COURSE_UNIT,
            once=_ONCE,
            date=_("Day of the enrolment"),
        ),
        Indicator(
            code=IndicatorCode.STARTED,
            definition=_("Enrolments whose learner opened or completed a first unit."),
            unit=_COURSE_UNIT,
            once=_ONCE,
            date=_("Day on which the learner began"),
        ),
        Indicator(
            code=IndicatorCode.COMPLETED,
            definition=_("Enrolments with all required units completed."),
            unit=_COURSE_UNIT,
            once=_ONCE,
            date=_("Day of the completion"),
        ),
        Indicator(
            code=IndicatorCode.CERTIFIED,
            definition=_(
                "People with a certificate that was not revoked. Corrections, renewals and further "
                "certificates for the same course count no second time; an expired one still "
                "counts."
            ),
            unit=_("One person certified for one course or programme"),
            once=_ONCE,
            date=_("Day of the first certificate for this course or programme"),
        ),
        Indicator(
            code=IndicatorCode.ATTENDED,
            definition=_(
                "People whose attendance at a session in person completed a unit: the signed list "
                "says that they were there long enough."
            ),
            unit=_COURSE_UNIT,
            once=_ONCE,
            date=_("Day on which the attendance was first validated"),
        ),
        Indicator(
            code=IndicatorCode.TRAINED,
            definition=_(
                "People with a certificate that was not revoked, or with a validated attendance "
                "in person. Both in one course count as one participation."
            ),
            unit=_("One person trained in one course or programme"),
            once=_ONCE,
            date=_("Day of the first certificate; without one, day of the first attendance"),
        ),
        Indicator(
            code=IndicatorCode.REACHED,
            definition=_(
                "Participants of workshops run by facilitators, as validated by the team. They "
                "have no account and are not counted as trained."
            ),
            unit=_("One participant at one workshop"),
            once=_(
                "Participants are anonymous: somebody who came to two workshops is counted twice, "
                "and unique people cannot be told."
            ),
            date=_("Day of the workshop"),
            has_people=False,
        ),
    )
}
# How « formé.e » may be counted: the choice is shown wherever the figure stands (USERS §3).
TRAINED_BASES = (IndicatorCode.TRAINED, IndicatorCode.CERTIFIED, IndicatorCode.ATTENDED)


def indicator_get(code: str) -> Indicator:
    """Return the indicator of this code. Raises KeyError for an unknown one."""
    return INDICATORS[code]
