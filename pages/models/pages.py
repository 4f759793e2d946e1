"""Home and standard pages."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField

from core.page import BasePage


class HomePage(BasePage):
    """The first page in one language."""

    headline = models.CharField(_("headline"), max_length=160)
    introduction = models.TextField(_("introduction"), blank=True)
    content_panels_extra: ClassVar[list[Panel]] = [
        FieldPanel("headline"),
        FieldPanel("introduction"),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["courses.CatalogueIndexPage", "pages.StandardPage"]
    max_count_per_parent = 2

    class Meta:
        verbose_name = _("home page")


class StandardPage(BasePage):
    """A page of text: about, help, privacy, accessibility, terms."""

    body = RichTextField(
        _("text"), features=["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr"]
    )
    updated_on = models.DateField(_("last revised on"), null=True, blank=True)
    content_panels_extra: ClassVar[list[Panel]] = [FieldPanel("body"), FieldPanel("updated_on")]
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
