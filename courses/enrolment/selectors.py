"""Reads about enrolments."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from courses.catalogue.models import Course
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.exceptions import CourseClosedError
from courses.enrolment.models import Enrolment


def enrolment_find(*, user: User, course: Course) -> Enrolment | None:
    """Return the person's enrolment in the course, withdrawn ones excluded. One query."""
    rows = Enrolment.objects.filter(user_id=user.pk, course_id=course.pk)
    return rows.exclude(status=EnrolmentStatus.WITHDRAWN).first()


def enrolments_of(user: User) -> QuerySet[Enrolment]:
    """Return the person's enrolments with course and last unit, latest activity first."""
    return (
        Enrolment.objects.filter(user=user)
        .exclude(status=EnrolmentStatus.WITHDRAWN)
        .select_related("course", "last_unit")
        .order_by("-last_activity_at", "-enrolled_at")
    )


def course_is_open(course: Course, at: dt.datetime | None = None) -> bool:
    """Return whether the course's dates let learners answer and complete now."""
    now = at or timezone.now()
    if course.opens_at and now < course.opens_at:
        return False
    return not (course.closes_at and now >= course.closes_at)


def course_open_require(course: Course) -> None:
    """Raise CourseClosedError outside the course's dates."""
    if not course_is_open(course):
        raise CourseClosedError
