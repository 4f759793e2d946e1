"""Closed lists of the reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndicatorCode(models.TextChoices):
    """What reports count. Definitions: `reports.indicators`."""

    ENROLLED = "enrolled", _("People enrolled")
    STARTED = "started", _("Active (began the course)")
    COMPLETED = "completed", _("Course completed")
    CERTIFIED = "certified", _("Certified")
    ATTENDED = "attended", _("Present in person (validated)")
    TRAINED = "trained", _("Trained (certificate or validated attendance)")
    REACHED = "reached", _("Reached by workshops")


class AgeGroup(models.TextChoices):
    """Age in the year of the fact: the platform knows the year of birth only.

    `35+` is the band in which workshops count participants.
    """

    UNDER_25 = "u25", _("Under 25")
    FROM_25 = "25-34", _("25 to 34")
    FROM_35 = "35-44", _("35 to 44")
    FROM_45 = "45-54", _("45 to 54")
    FROM_55 = "55+", _("55 and over")
    OVER_35 = "35+", _("35 and over (workshops)")
    NOT_STATED = "n", _("Age not stated")
