"""Closed lists about reminders."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReminderKind(models.TextChoices):
    """Why the platform writes to a learner who did not ask; the most useful first.

    One reminder a day at most: of several reasons, the first of this list is the one written.
    """

    CERTIFICATE = "certificate", _("Certificate ready")
    DEADLINE = "deadline", _("Deadline near")
    INACTIVE = "inactive", _("No activity for some days")
    NOT_STARTED = "not_started", _("Not started yet")


class Blocked(models.TextChoices):
    """Why a reminder that is due is not written."""

    TODAY = "today", _("already received a reminder today")
    OPTED_OUT = "opted_out", _("does not want this reminder")
    NO_ADDRESS = "no_address", _("has no e-mail address")
