"""Whoever completes a course is asked what they think of it."""

from typing import Any

from django.dispatch import receiver

from courses.signals import course_completed
from courses.surveys.services import survey_offer


@receiver(course_completed)
def course_asks(sender: Any, enrolment_id: int, **kwargs: Any) -> None:
    """Offer the survey, once."""
    survey_offer(enrolment_id=enrolment_id)
