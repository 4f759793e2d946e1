"""What can be refused about assessments."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError


class AttemptsUsedUpError(LmsError):
    """The number of attempts is used up."""

    code = "attempts_used_up"
    status = HTTPStatus.CONFLICT
    message = _("You have used all your attempts for this assessment.")


class WaitingTimeError(LmsError):
    """The waiting time between two attempts is not over."""

    code = "waiting_time"
    status = HTTPStatus.CONFLICT
    message = _("Please wait before your next attempt: the page of the assessment says until when.")


class AttemptClosedError(LmsError):
    """The attempt was already submitted."""

    code = "attempt_closed"
    status = HTTPStatus.CONFLICT
    message = _("This attempt has been submitted: its answers no longer change.")


class TimeOverError(LmsError):
    """The time limit, with its grace, is over."""

    code = "time_over"
    status = HTTPStatus.CONFLICT
    message = _("The time is over. The answers saved before the limit are counted.")


class AnswerInvalidError(LmsError):
    """The answer does not fit the question: foreign option, wrong form, too long."""

    code = "answer_invalid"
    status = HTTPStatus.BAD_REQUEST
    message = _("This answer does not fit the question. Reload the page and answer again.")


class AssessmentEmptyError(LmsError):
    """No question can be drawn: a mistake of the author's."""

    code = "assessment_empty"
    status = HTTPStatus.CONFLICT
    message = _("This assessment has no question yet. Please come back later.")
