"""Results of other applets complete units; a changed outline recounts."""

from typing import Any

from django.dispatch import receiver
from kombu.exceptions import OperationalError

from accounts.models import User
from courses.catalogue.models import Unit
from courses.enrolment.models import Enrolment
from courses.progress import tasks
from courses.progress.enums import CompletionSource
from courses.progress.services import attendance_revoke, enrolments_recount, unit_complete
from courses.signals import (
    attempt_graded,
    attendance_decided,
    outline_changed,
    submission_handed_in,
)


def _complete(
    enrolment_id: int, unit_id: int, source: CompletionSource, recorded_by: User | None = None
) -> None:
    language = Enrolment.objects.values_list("language", flat=True).get(pk=enrolment_id)
    unit_complete(
        enrolment_id=enrolment_id,
        unit=Unit.objects.get(pk=unit_id),
        source=source,
        language=language,
        recorded_by=recorded_by,
    )


@receiver(attempt_graded)
def attempt_completes_unit(
    sender: Any, enrolment_id: int, unit_id: int, passed: bool, **kwargs: Any
) -> None:
    """Passing (or taking a test that is not graded) completes the unit; failing never does."""
    if passed:
        _complete(enrolment_id, unit_id, CompletionSource.ASSESSMENT)


@receiver(submission_handed_in)
def submission_completes_unit(sender: Any, enrolment_id: int, unit_id: int, **kwargs: Any) -> None:
    """Handing in completes the unit."""
    _complete(enrolment_id, unit_id, CompletionSource.SUBMISSION)


@receiver(attendance_decided)
def attendance_completes_unit(
    sender: Any,
    enrolment_id: int,
    unit_id: int,
    attended: bool,
    recorded_by_id: int,
    **kwargs: Any,
) -> None:
    """A signed attendance completes the unit; one that was taken away no longer does."""
    if not attended:
        attendance_revoke(enrolment_id=enrolment_id, unit_id=unit_id)
        return
    by = User.objects.get(pk=recorded_by_id)
    _complete(enrolment_id, unit_id, CompletionSource.ATTENDANCE, by)


@receiver(outline_changed)
def outline_recounts(sender: Any, course_id: int, **kwargs: Any) -> None:
    """Counters follow the outline in the background; without a broker, here and now."""
    try:
        tasks.enrolments_recount.delay(course_id)
    except OperationalError:
        enrolments_recount(course_id=course_id)
