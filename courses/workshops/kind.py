"""In-person sessions: completed by the trainer's record of attendance."""

from django.utils.translation import gettext_lazy as _

from courses.catalogue.kinds import UnitKind, kind_register
from courses.workshops.models import WorkshopPage

kind_register(
    UnitKind(
        code="workshop",
        label=_("In-person session"),
        icon="people",
        page_model=WorkshopPage,
        template="courses/unit_workshop.html",
        completes_hint=_("Completed when the trainer records your attendance."),
        is_in_person=True,
    )
)
