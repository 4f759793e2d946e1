"""Results of other applets complete units; a changed outline recounts."""

from typing import Any

from django.dispatch import receiver
from kombu.exceptions import OperationalError

from courses.catalogue.models import Unit
from courses.enrolment.models import Enrolment
from courses.progress import tasks
from courses.progress.enums import CompletionSource
from courses.progress.services import enrolments_recount, unit_complete
from courses.signals import attempt_graded, outline_changed, submission_handed_in


def _complete(enrolment_id: int, unit_id: int, source: CompletionSource) -> None:
    language = Enrolment.objects.values_list("language", flat=True).get(pk=enrolment_id)
    unit_complete(
        enrolment_id=enrolment_id,
        unit=Unit.objects.get(pk=unit_id),
        source=source,
        language=language,
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


@receiver(outline_changed)
def outline_recounts(sender: Any, course_id: int, **kwargs: Any) -> None:
    """Counters follow the outline in the background; without a broker, here and now."""
    try:
        tasks.enrolments_recount.delay(course_id)
    except OperationalError:
        enrolments_recount(course_id=course_id)
