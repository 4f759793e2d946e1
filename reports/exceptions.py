"""Domain errors of the reports."""

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError


class QuestionTooNarrowError(LmsError):
    """Somebody without names asked for more than two dimensions, or for a closed one."""

    code = "question_too_narrow"
    message = _(
        "Without access to names, figures are given for whole years and for at most two criteria "
        "at a time, so that nobody can be recognised. Remove a filter and try again."
    )


class UnknownKeyError(LmsError):
    """A filter has a value that does not exist."""

    code = "unknown_filter_value"
    message = _("This filter value does not exist. Choose one from the list.")
