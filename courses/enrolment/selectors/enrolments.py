"""Reads about enrolments: who is in, and whether they may still work."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from courses.catalogue.models import Course
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.exceptions import CourseClosedError
from courses.enrolment.models import Enrolment, EnrolmentEvent


def enrolment_find(*, user: User, course: Course) -> Enrolment | None:
    """Return the person's enrolment in the course, withdrawn ones excluded. One query.

    Comes with its cohort and its path's, whose end `enrolment_is_open` looks at.
    """
    rows = Enrolment.objects.filter(user_id=user.pk, course_id=course.pk)
    return (
        rows.exclude(status=EnrolmentStatus.WITHDRAWN)
        .select_related("cohort", "path__cohort")
        .first()
    )


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


def enrolment_is_open(
    enrolment: Enrolment, course: Course | None = None, at: dt.datetime | None = None
) -> bool:
    """Return whether this person may answer and complete now.

    The course must have begun. It ends for them with the course or with the last day of their
    cohort (their own, else their path's), whichever comes first, unless `access_until` gives them
    more time.
    """
    now = at or timezone.now()
    course = course or enrolment.course
    if course.opens_at and now < course.opens_at:
        return False
    today = timezone.localdate(now)
    if enrolment.access_until and today <= enrolment.access_until:
        return True
    cohort = enrolment.cohort or (enrolment.path.cohort if enrolment.path else None)
    if cohort is not None and cohort.ends_on and today > cohort.ends_on:
        return False
    return course_is_open(course, now)


def enrolment_open_require(enrolment: Enrolment) -> None:
    """Raise CourseClosedError when this person may record nothing more."""
    if not enrolment_is_open(enrolment):
        raise CourseClosedError


def events_of(enrolment: Enrolment) -> QuerySet[EnrolmentEvent]:
    """Return the history of an enrolment, oldest first."""
    return enrolment.events.select_related("by").order_by("at", "pk")
