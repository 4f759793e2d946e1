"""A completed course is certified, in the background."""

import logging
from typing import Any

from django.dispatch import receiver
from kombu.exceptions import OperationalError

from certificates import tasks
from courses.signals import course_completed

logger = logging.getLogger(__name__)


@receiver(course_completed)
def course_completed_issues(sender: Any, enrolment_id: int, **kwargs: Any) -> None:
    """Queue the certificate. Without a broker the learner goes on: the sweep will issue it."""
    try:
        tasks.certificate_issue.delay(enrolment_id)
    except OperationalError:
        logger.exception("no broker: certificate of enrolment %s left to the sweep", enrolment_id)
