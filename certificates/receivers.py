"""What is completed, graded or attended is certified, in the background."""

import logging
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from kombu.exceptions import OperationalError
from wagtail.signals import published

from certificates import tasks
from certificates.models import CertificateTemplate
from certificates.services import rule_ensure, version_freeze
from courses.models import Course, Programme
from courses.signals import (
    attempt_graded,
    attendance_decided,
    course_completed,
    programme_completed,
)

logger = logging.getLogger(__name__)


def _evaluate_later(enrolment_id: int) -> None:
    """Queue the look. Without a broker the learner goes on: the sweep will issue."""
    try:
        tasks.certificates_evaluate.delay(enrolment_id)
    except OperationalError:
        logger.exception("no broker: enrolment %s left to the sweep", enrolment_id)


@receiver(course_completed)
def course_completed_evaluates(sender: Any, enrolment_id: int, **kwargs: Any) -> None:
    """A completed course."""
    _evaluate_later(enrolment_id)


@receiver(programme_completed)
def programme_completed_evaluates(sender: Any, programme_enrolment_id: int, **kwargs: Any) -> None:
    """A completed programme."""
    try:
        tasks.programme_certificates_evaluate.delay(programme_enrolment_id)
    except OperationalError:
        logger.exception("no broker: programme of %s left to the sweep", programme_enrolment_id)


@receiver(attempt_graded)
def attempt_graded_evaluates(sender: Any, enrolment_id: int, **kwargs: Any) -> None:
    """A score that a rule or a renewal may ask for; sent inside the grading transaction."""
    transaction.on_commit(lambda: _evaluate_later(enrolment_id))


@receiver(attendance_decided)
def attendance_evaluates(sender: Any, enrolment_id: int, **kwargs: Any) -> None:
    """Hours attended that a rule or a renewal may ask for; sent inside the signing transaction."""
    transaction.on_commit(lambda: _evaluate_later(enrolment_id))


@receiver(published, sender=CertificateTemplate)
def template_published_freezes(sender: Any, instance: CertificateTemplate, **kwargs: Any) -> None:
    """Each publication that changes something is a version of its own."""
    revision = kwargs.get("revision")
    version_freeze(template=instance, by=revision.user if revision else None)


@receiver(post_save, sender=Course)
@receiver(post_save, sender=Programme)
def subject_created_has_rule(
    sender: Any, instance: Course | Programme, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """A new course or programme certifies by itself, until somebody decides otherwise."""
    if created and not raw:
        rule_ensure(instance)
