"""Pages that present the structure in one language each. Translations share the neutral record."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.fields import RichTextField
from wagtail_localize.fields import SynchronizedField

from core.page import BasePage
from core.streamfield import StreamField
from courses.catalogue.blocks import LESSON_BLOCKS
from courses.catalogue.blocks.kit import KitDocumentBlock
from courses.catalogue.models.structure import Course, Module, Unit


class PresentedPage(BasePage):
    """A page that our own views serve: its address is made from the neutral codes. Abstract."""

    # Names of the fields that the preview shows, plain and rich.
    preview_plain: ClassVar[tuple[str, ...]] = ()
    preview_rich: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the preview shows."""
        context = super().get_context(request, *args, **kwargs)
        plain = [getattr(self, name) for name in self.preview_plain]
        context["preview_texts"] = [text for text in plain if text]
        rich = [getattr(self, name) for name in self.preview_rich]
        context["preview_html"] = [html for html in rich if html]
        return context

    def path_get(self) -> str:
        """Return the address without host, in this page's language; empty: the tree's own."""
        return ""

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Give Wagtail our own address instead of the tree's."""
        parts = super().get_url_parts(request)
        if parts is None:
            return None
        with translation.override(self.locale.language_code):
            path = self.path_get()
        return (parts[0], parts[1], path or parts[2])

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The tree's address leads to ours, so that there is one address for one thing."""
        with translation.override(self.locale.language_code):
            return HttpResponseRedirect(self.path_get())


class CatalogueIndexPage(PresentedPage):
    """Parent of the course pages; presents the catalogue."""

    template = "courses/page_preview.html"
    preview_plain = ("introduction",)

    introduction = models.TextField(_("introduction"), blank=True)
    content_panels_extra: ClassVar[list[Panel]] = [FieldPanel("introduction")]

    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["courses.CoursePage"]

    class Meta:
        verbose_name = _("catalogue")

    def path_get(self) -> str:
        """Address of the catalogue."""
        return reverse("courses:catalogue")


class CoursePage(PresentedPage):
    """Presents a course in one language."""

    template = "courses/page_preview.html"
    preview_plain = ("summary", "audience", "content_notice", "certificate_text")
    preview_rich = ("objectives",)

    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="pages", editable=False
    )
    summary = models.TextField(
        _("summary"), help_text=_("Two or three sentences for the catalogue.")
    )
    audience = models.TextField(_("for whom"), blank=True)
    objectives = RichTextField(_("what you will be able to do"), features=["ul"], blank=True)
    content_notice = models.TextField(
        _("content notice"), blank=True, help_text=_("Shown before a sensitive course begins.")
    )
    directory_notice = models.TextField(_("note on the referral directory"), blank=True)
    certificate_text = models.TextField(_("what the certificate says"), blank=True)
    kit = StreamField(
        [("document", KitDocumentBlock())],
        verbose_name=_("documents to print"),
        blank=True,
        help_text=_("Printed in both languages by those enrolled."),
    )

    content_panels_extra: ClassVar[list[Panel]] = [
        FieldPanel("summary"),
        FieldPanel("audience"),
        FieldPanel("objectives"),
        MultiFieldPanel(
            [FieldPanel("content_notice"), FieldPanel("directory_notice")], heading=_("Notices")
        ),
        FieldPanel("certificate_text"),
        FieldPanel("kit"),
    ]
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("course"),
        SynchronizedField("slug"),
    ]
    parent_page_types: ClassVar[list[str]] = ["courses.CatalogueIndexPage"]
    subpage_types: ClassVar[list[str]] = ["courses.ModulePage"]

    class Meta:
        verbose_name = _("course page")
        verbose_name_plural = _("course pages")

    def path_get(self) -> str:
        """Address of the course."""
        return reverse("courses:course", args=[self.course.code])


class ModulePage(PresentedPage):
    """Presents a module in one language: opening and the one-page reminder at its end."""

    template = "courses/page_preview.html"
    preview_plain = ("opening",)
    preview_rich = ("objectives", "reminder")

    module = models.ForeignKey(
        Module, on_delete=models.PROTECT, related_name="pages", editable=False
    )
    opening = models.TextField(_("opening"), blank=True)
    objectives = RichTextField(_("what you will be able to do"), features=["ul"], blank=True)
    reminder = RichTextField(
        _("one-page reminder"), features=["h3", "bold", "ul", "ol"], blank=True
    )

    content_panels_extra: ClassVar[list[Panel]] = [
        FieldPanel("opening"),
        FieldPanel("objectives"),
        FieldPanel("reminder"),
    ]
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("module"),
        SynchronizedField("slug"),
    ]
    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage"]
    subpage_types: ClassVar[list[str]] = [
        "courses.LessonPage",
        "courses.ActivityPage",
        "courses.AssessmentPage",
        "courses.WorkshopPage",
        "courses.SubmissionPage",
    ]

    class Meta:
        verbose_name = _("module page")
        verbose_name_plural = _("module pages")

    def path_get(self) -> str:
        """Address of the module's reminder."""
        return reverse("courses:module", args=[self.module.course.code, self.module.code])


class UnitPage(PresentedPage):
    """What pages of all unit kinds share. Abstract; `kind_code` names the registered kind."""

    kind_code: ClassVar[str] = ""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="%(class)ss", editable=False
    )
    minutes = models.PositiveSmallIntegerField(
        _("nominal minutes"),
        default=15,
        help_text=_("Counted in the certificate's hours once the unit is validated."),
    )
    is_required = models.BooleanField(
        _("required"), default=True, help_text=_("Needed to complete the course.")
    )
    settings_panels_extra: ClassVar[list[Panel]] = [
        FieldPanel("minutes"),
        FieldPanel("is_required"),
    ]
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("unit"),
        SynchronizedField("minutes"),
        SynchronizedField("is_required"),
        SynchronizedField("slug"),
    ]
    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the rendered body for the preview."""
        context = super().get_context(request, *args, **kwargs)
        if hasattr(self, "body"):
            context["body"] = render_to_string(
                "courses/lesson_body.html",
                {"page": self, "language": self.locale.language_code},
            )
        return context

    def path_get(self) -> str:
        """Address of the unit."""
        return reverse("courses:unit", args=[self.unit.course.code, self.unit.code])


class LessonPage(UnitPage):
    """A lesson in one language."""

    kind_code = "lesson"
    template = "courses/lesson_preview.html"

    body = StreamField(LESSON_BLOCKS, blank=True, verbose_name=_("lesson"))
    sources = models.TextField(
        _("sources"), blank=True, help_text=_("One source a line, as the reader should see it.")
    )
    content_panels_extra: ClassVar[list[Panel]] = [FieldPanel("body"), FieldPanel("sources")]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
