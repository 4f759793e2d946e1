"""Closed lists about progress."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CompletionSource(models.TextChoices):
    """What completed a unit."""

    LEARNER = "learner", _("The learner's own act")
    ASSESSMENT = "assessment", _("Assessment")
    ATTENDANCE = "attendance", _("Attendance")
    SUBMISSION = "submission", _("Submission")
    ACTIVITY = "activity", _("Activity")
    STAFF = "staff", _("Recorded by staff")
