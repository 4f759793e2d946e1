"""Closed lists of the reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SortKey(models.TextChoices):
    """How the completion report may be sorted."""

    NAME = "name", _("Name")
    ORGANISATION = "organisation", _("Institution")
    REGION = "region", _("Region")
    STATUS = "status", _("Status")
    PROGRESS = "progress", _("Progress")
    ENROLLED = "enrolled", _("Enrolled on")
    COMPLETED = "completed", _("Completed on")
