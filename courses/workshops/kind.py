"""In-person sessions: completed by the attendance that the trainer signs."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from courses.catalogue.kinds import UnitKind, UnitVisit, kind_register
from courses.workshops.models import WorkshopPage
from courses.workshops.selectors import sessions_of_unit


def workshop_context(request: HttpRequest, visit: UnitVisit) -> dict[str, Any]:
    """The sessions that the learner can join or has joined. Three queries."""
    if visit.enrolment is None:
        return {"sessions": []}
    return {"sessions": sessions_of_unit(unit_id=visit.unit.id, enrolment=visit.enrolment)}


kind_register(
    UnitKind(
        code="workshop",
        label=_("In-person session"),
        icon="people",
        page_model=WorkshopPage,
        template="courses/unit_workshop.html",
        completes_hint=_("Completed when the trainer signs the list with your attendance."),
        is_in_person=True,
        context=workshop_context,
    )
)
