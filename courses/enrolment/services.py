"""Enrolling and withdrawing."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Membership, User
from courses.catalogue.models import Course
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.exceptions import EnrolmentClosedError
from courses.enrolment.models import Enrolment
from courses.enrolment.selectors import course_is_open


def enrolment_create(*, user: User, course: Course, language: str) -> Enrolment:
    """Enrol a person by their own act; called again it returns the same enrolment.

    The institution and region of the day are noted on the enrolment. A withdrawn enrolment is
    taken up again with its progress. Raises EnrolmentClosedError when the course takes nobody.
    """
    existing = Enrolment.objects.filter(user=user, course=course).first()
    if existing is not None and existing.status != EnrolmentStatus.WITHDRAWN:
        return existing
    if not (course.enrolment_open and course_is_open(course) and course.is_live(language)):
        raise EnrolmentClosedError
    if existing is not None:
        existing.status = EnrolmentStatus.ACTIVE
        existing.save(update_fields=["status"])
        return existing
    membership = Membership.objects.filter(user=user, ends_on=None).first()
    try:
        with transaction.atomic():
            return Enrolment.objects.create(
                user=user,
                course=course,
                language=language,
                organisation_id=membership.organisation_id if membership else None,
                region=membership.region if membership else "",
            )
    except IntegrityError:
        # The same person enrolled from another tab between the look and the insert.
        return Enrolment.objects.get(user=user, course=course)


def enrolment_withdraw(*, enrolment: Enrolment) -> None:
    """Withdraw from a course that is not completed. Progress is kept. Idempotent."""
    Enrolment.objects.filter(pk=enrolment.pk, status=EnrolmentStatus.ACTIVE).update(
        status=EnrolmentStatus.WITHDRAWN, last_activity_at=timezone.now()
    )
    enrolment.refresh_from_db()
