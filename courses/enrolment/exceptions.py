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


class NotEligibleError(LmsError):
    """A condition is missing; the message says which."""

    code = "not_eligible"
    status = HTTPStatus.CONFLICT
    message = _("A condition for enrolling is not met yet. The course page says which.")


class WrongWayError(LmsError):
    """The course takes people in another way: with a key, on request, by invitation."""

    code = "wrong_way"
    status = HTTPStatus.CONFLICT
    message = _("People enrol here in another way. The course page says how.")


class SeatsTakenError(LmsError):
    """Every seat is taken and there is no waiting list."""

    code = "seats_taken"
    status = HTTPStatus.CONFLICT
    message = _("All the seats are taken.")


class KeyRefusedError(LmsError):
    """The key is unknown, spent, expired or not for this person: one answer, no guessing."""

    code = "key_refused"
    status = HTTPStatus.CONFLICT
    message = _(
        "This key does not open a place here: it may be mistyped, expired, used up, or kept for"
        " other addresses. Check it with the person who gave it to you."
    )


class CohortMismatchError(LmsError):
    """The cohort is of another course or programme."""

    code = "cohort_mismatch"
    status = HTTPStatus.CONFLICT
    message = _("This cohort takes another course or programme.")


class AlreadyDecidedError(LmsError):
    """The request was decided before."""

    code = "already_decided"
    status = HTTPStatus.CONFLICT
    message = _("This request has already been decided.")


class EventFrozenError(RuntimeError):
    """A developer's mistake: history is only ever added to."""
