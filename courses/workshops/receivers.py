"""Whoever leaves a course gives up the places in its sessions to come."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.workshops.enums import RegistrationStatus, SessionStatus
from courses.workshops.models import Registration
from courses.workshops.services.registration import registration_leave


@receiver(post_save, sender=Enrolment)
def withdrawal_frees_places(
    sender: Any, instance: Enrolment, raw: bool = False, **kwargs: Any
) -> None:
    """After commit, for each session that has not begun."""
    if raw or instance.status != EnrolmentStatus.WITHDRAWN:
        return
    enrolment_id = instance.pk
    transaction.on_commit(lambda: places_free(enrolment_id))


def places_free(enrolment_id: int) -> None:
    """Give up every place in a session to come; who waits moves up."""
    rows = Registration.objects.filter(
        enrolment_id=enrolment_id,
        session__status=SessionStatus.PLANNED,
        session__starts_at__gt=timezone.now(),
    ).exclude(status=RegistrationStatus.LEFT)
    for registration in rows:
        registration_leave(registration=registration)
