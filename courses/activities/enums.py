"""Closed lists about activities in courses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CompletionRule(models.TextChoices):
    """What completes a unit that is an activity."""

    OPENED = "opened", _("It was opened")
    FINISHED = "finished", _("It was played to its end")
    SCORE = "score", _("It was played to its end with the score asked for")
