"""Closed lists of the catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    """What a course is about, for the catalogue's filter."""

    TRAFFICKING = "trafficking", _("Trafficking in persons")
    RECRUITMENT = "recruitment", _("Ethical recruitment")
    MEDIA = "media", _("Migration and media")
    OTHER = "other", _("Other theme")
