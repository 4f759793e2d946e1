"""In-person sessions as units of a course."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from core.streamfield import StreamField
from courses.catalogue.blocks import LESSON_BLOCKS
from courses.catalogue.models import UnitPage


class WorkshopPage(UnitPage):
    """Presents an in-person session in one language; recorded attendance completes it."""

    kind_code = "workshop"
    template = "courses/lesson_preview.html"

    body = StreamField(LESSON_BLOCKS, blank=True, verbose_name=_("preparation and agenda"))
    sources = models.TextField(
        _("sources"), blank=True, help_text=_("One source a line, as the reader should see it.")
    )
    content_panels_extra: ClassVar[list[Panel]] = [FieldPanel("body"), FieldPanel("sources")]

    class Meta:
        verbose_name = _("in-person session")
        verbose_name_plural = _("in-person sessions")
