"""Seats that were added are given out; a completed course leads on along its path."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from courses.enrolment.models import Cohort, Enrolment, EnrolmentPolicy
from courses.enrolment.services import paths_continue_after, waiting_advance
from courses.signals import course_completed


@receiver(course_completed)
def course_leads_on(sender: Any, enrolment_id: int, **kwargs: Any) -> None:
    """The next course of the path opens, or the path is completed."""
    enrolment = Enrolment.objects.select_related("course").get(pk=enrolment_id)
    if enrolment.course.programme_id is not None:
        paths_continue_after(enrolment=enrolment)


@receiver(post_save, sender=EnrolmentPolicy)
def policy_gives_seats(
    sender: Any, instance: EnrolmentPolicy, raw: bool = False, **kwargs: Any
) -> None:
    """More seats or other dates: who waits moves up after commit."""
    if not raw:
        transaction.on_commit(lambda: waiting_advance(target=instance.target))


@receiver(post_save, sender=Cohort)
def cohort_gives_seats(sender: Any, instance: Cohort, raw: bool = False, **kwargs: Any) -> None:
    """More seats in a cohort: who waits moves up after commit."""
    target = instance.course or instance.programme
    if not raw and target is not None:
        transaction.on_commit(lambda: waiting_advance(target=target))
