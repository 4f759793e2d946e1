"""Submissions: completed when the server has accepted what was handed in."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from courses.catalogue.kinds import UnitKind, UnitVisit, kind_register
from courses.submissions.enums import SubmissionStatus
from courses.submissions.forms import SubmissionForm
from courses.submissions.models import Submission, SubmissionPage


def submission_context(request: HttpRequest, visit: UnitVisit) -> dict[str, Any]:
    """The learner's draft in its form, or what was handed in. One query."""
    submission = None
    if visit.enrolment is not None:
        submission = Submission.objects.filter(
            enrolment=visit.enrolment, unit_id=visit.unit.id
        ).first()
    answers = submission.answers if submission else {}
    form = SubmissionForm(
        initial=answers,
        form_fields=visit.page.form_fields,
        declarations=visit.page.declarations,
        draft=False,
    )
    shown = [
        (field.label, answers.get(name, ""))
        for name, field in form.fields.items()
        if answers.get(name)
    ]
    return {
        "submission": submission,
        "submission_form": form,
        "submission_answers": shown,
        "is_handed_in": bool(submission and submission.status == SubmissionStatus.SUBMITTED),
        "version": submission.version if submission else 0,
    }


kind_register(
    UnitKind(
        code="submission",
        label=_("Submission"),
        icon="pencil",
        page_model=SubmissionPage,
        template="courses/unit_submission.html",
        completes_hint=_("Completed when you hand in your work."),
        context=submission_context,
    )
)
