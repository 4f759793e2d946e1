"""Closed lists about enrolments."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EnrolmentStatus(models.TextChoices):
    """Where an enrolment stands."""

    ACTIVE = "active", _("In progress")
    COMPLETED = "completed", _("Completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class DueBasis(models.TextChoices):
    """What a due date is counted from."""

    DATE = "date", _("On a date")
    ENROLMENT = "enrolment", _("Days after the person's enrolment")
    COHORT = "cohort", _("Days after the cohort's first day")


class EnrolmentMode(models.TextChoices):
    """How people come in by their own act. Staff may invite and import in every mode."""

    OPEN = "open", _("Open to everybody")
    KEY = "key", _("With a key")
    REQUEST = "request", _("On request, after approval")
    INVITATION = "invitation", _("By invitation or import only")


class EntryWay(models.TextChoices):
    """By which way a person came in; kept in the history."""

    SELF = "self", _("enrolled by the person")
    KEY = "key", _("enrolled with a key")
    REQUEST = "request", _("enrolled after a request")
    INVITATION = "invitation", _("enrolled by invitation")
    IMPORT = "import", _("enrolled by import")
    STAFF = "staff", _("enrolled by the team")
    WAITING = "waiting", _("moved up from the waiting list")
    PATH = "path", _("enrolled through the path")


class RequestStatus(models.TextChoices):
    """Where a request for a place stands."""

    PENDING = "pending", _("To decide")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", pgettext_lazy("request", "Refused")
    CANCELLED = "cancelled", _("Cancelled by the person")


class EventKind(models.TextChoices):
    """What happened to an enrolment."""

    ENROLLED = "enrolled", _("Enrolled")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REOPENED = "reopened", _("Taken up again")
    TRANSFERRED = "transferred", _("Moved to another cohort")
    EXTENDED = "extended", _("Access extended")
    COMPLETED = "completed", _("Completed")
