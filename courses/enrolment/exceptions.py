"""What can be refused about enrolments."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError


class EnrolmentClosedError(LmsError):
    """The course does not take enrolments now."""

    code = "enrolment_closed"
    status = HTTPStatus.CONFLICT
    message = _("This course is not open to enrolment at the moment.")


class CourseClosedError(LmsError):
    """The course has not opened yet or has closed: nothing can be answered or completed."""

    code = "course_closed"
    status = HTTPStatus.CONFLICT
    message = _("This course is closed: you can read it again, but nothing more can be recorded.")


class NotEnrolledError(LmsError):
    """The person has no active place in this course."""

    code = "not_enrolled"
    status = HTTPStatus.FORBIDDEN
    message = _("You are not enrolled in this course. Open the course page to enrol.")


class DueDateRefusedError(LmsError):
    """The unit is not of this cohort, has no due date to extend, or a reason is missing."""

    code = "due_date_refused"
    status = HTTPStatus.BAD_REQUEST
    message = _("This date cannot be set: check the unit, and give a reason.")


class AnnouncementRefusedError(LmsError):
    """An announcement without text, without channel or without anybody to receive it."""

    code = "announcement_refused"
    status = HTTPStatus.BAD_REQUEST
    message = _("Write a title and a text in one language at least, and choose who receives it.")
