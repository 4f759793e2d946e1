"""Closed lists about enrolments."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
