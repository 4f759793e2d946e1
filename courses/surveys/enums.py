"""Closed lists of the surveys."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# Answers become visible in groups of this size, and no smaller group is ever shown.
GROUP_MIN = 5


class SurveyKind(models.TextChoices):
    """How a question is answered."""

    RATING = "rating", _("Rating from 1 to 5")
    CHOICE = "choice", _("One choice of several")
    TEXT = "text", _("Free text")


class OfferState(models.TextChoices):
    """What became of the offer. All that is kept with the person."""

    OPEN = "open", _("Offered")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Declined")


class Rating(models.IntegerChoices):
    """The five steps."""

    ONE = 1, _("1 – not at all")
    TWO = 2, _("2 – a little")
    THREE = 3, _("3 – fairly")
    FOUR = 4, _("4 – well")
    FIVE = 5, _("5 – very well")
