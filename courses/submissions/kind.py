"""Submissions: completed when the server has accepted what was handed in."""

from django.utils.translation import gettext_lazy as _

from courses.catalogue.kinds import UnitKind, kind_register
from courses.submissions.models import SubmissionPage

kind_register(
    UnitKind(
        code="submission",
        label=_("Submission"),
        icon="pencil",
        page_model=SubmissionPage,
        template="courses/unit_submission.html",
        completes_hint=_("Completed when you hand in your work."),
    )
)
