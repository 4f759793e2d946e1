"""Saving and handing in."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from courses.catalogue.models import Unit
from courses.enrolment.models import Enrolment
from courses.enrolment.selectors import enrolment_open_require
from courses.signals import submission_handed_in
from courses.submissions.enums import SubmissionStatus
from courses.submissions.exceptions import SubmissionClosedError, SubmissionConflictError
from courses.submissions.models import Submission


@transaction.atomic
def submission_save(
    *,
    enrolment: Enrolment,
    unit: Unit,
    answers: dict[str, Any],
    version: int,
    language: str,
    hand_in: bool = False,
) -> Submission:
    """Save the draft, and hand it in when asked. `version` is the one that the writer saw.

    Raises SubmissionClosedError when it was handed in, SubmissionConflictError when another tab
    saved a newer version, CourseClosedError. Handing in announces `submission_handed_in` in the
    same transaction.
    """
    locked = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("course", "cohort", "path__cohort")
        .get(pk=enrolment.pk)
    )
    enrolment_open_require(locked)
    submission, _created = Submission.objects.get_or_create(
        enrolment=locked, unit=unit, defaults={"language": language}
    )
    if submission.status == SubmissionStatus.SUBMITTED:
        raise SubmissionClosedError
    if submission.version != version:
        raise SubmissionConflictError
    submission.answers = answers
    submission.language = language
    submission.version += 1
    if hand_in:
        submission.status = SubmissionStatus.SUBMITTED
        submission.submitted_at = timezone.now()
    submission.save()
    if hand_in:
        submission_handed_in.send(sender=Submission, enrolment_id=locked.pk, unit_id=unit.pk)
    return submission
