"""Assessments: completed by passing (or, for a test that is not graded, by submitting)."""

from django.utils.translation import gettext_lazy as _

from courses.assessments.models import AssessmentPage
from courses.catalogue.kinds import UnitKind, kind_register

kind_register(
    UnitKind(
        code="assessment",
        label=_("Assessment"),
        icon="check-list",
        page_model=AssessmentPage,
        template="courses/unit_assessment.html",
        completes_hint=_("Completed when you pass the assessment."),
    )
)
