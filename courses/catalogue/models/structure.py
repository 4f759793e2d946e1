"""Language-neutral structure: everything that a learner does points here, never at a page."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import Localized
from courses.catalogue.enums import Theme


class Programme(models.Model):
    """A group of courses with one public and one set of donors."""

    code = models.SlugField(_("code"), max_length=64, unique=True)
    title_fr = models.CharField(_("title in French"), max_length=200)
    title_ar = models.CharField(_("title in Arabic"), max_length=200)
    title = Localized("title")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Course(models.Model):
    """One course, whatever the language it is read in.

    Titles, languages, counters and `outline_version` are copied from the page tree by
    `courses.catalogue.services.outline_rebuild`; the other columns are set by administrators.
    """

    code = models.SlugField(_("code"), max_length=64, unique=True)
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        related_name="courses",
        null=True,
        blank=True,
        verbose_name=_("programme"),
    )
    theme = models.CharField(_("theme"), max_length=16, choices=Theme.choices, default=Theme.OTHER)
    position = models.PositiveSmallIntegerField(_("position in the catalogue"), default=0)
    is_sequential = models.BooleanField(
        _("units are taken in order"),
        default=False,
        help_text=_("A unit opens when all required units before it are completed."),
    )
    is_sensitive = models.BooleanField(
        _("sensitive content"),
        default=False,
        help_text=_("Shows content notices and the quick exit; no ranking, no badges."),
    )
    enrolment_open = models.BooleanField(_("open to enrolment"), default=True)
    opens_at = models.DateTimeField(_("opens on"), null=True, blank=True)
    closes_at = models.DateTimeField(
        _("closes on"),
        null=True,
        blank=True,
        help_text=_("After this moment nobody enrols, answers or completes a unit."),
    )
    trains_facilitators = models.BooleanField(
        _("trains facilitators"),
        default=False,
        help_text=_(
            "People who complete it get the facilitator's kit and record the workshops that they "
            "run."
        ),
    )
    # Derived by outline_rebuild.
    title_fr = models.CharField(_("title in French"), max_length=255, blank=True)
    title_ar = models.CharField(_("title in Arabic"), max_length=255, blank=True)
    title = Localized("title")
    summary_fr = models.TextField(blank=True, editable=False)
    summary_ar = models.TextField(blank=True, editable=False)
    summary = Localized("summary")
    search_fr = models.TextField(blank=True, editable=False)
    search_ar = models.TextField(blank=True, editable=False)
    live_fr = models.BooleanField(_("published in French"), default=False, editable=False)
    live_ar = models.BooleanField(_("published in Arabic"), default=False, editable=False)
    minutes = models.PositiveIntegerField(_("nominal minutes"), default=0, editable=False)
    required_units = models.PositiveIntegerField(default=0, editable=False)
    required_minutes = models.PositiveIntegerField(default=0, editable=False)
    outline_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title or self.code

    def is_live(self, language: str) -> bool:
        """Return whether the course is published in this language."""
        return bool(getattr(self, f"live_{language}", False))


class Module(models.Model):
    """A part of a course. Never deleted once learners worked in it: `is_active` is set to False."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="modules")
    code = models.SlugField(_("code"), max_length=64)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title_fr = models.CharField(_("title in French"), max_length=255, blank=True)
    title_ar = models.CharField(_("title in Arabic"), max_length=255, blank=True)
    title = Localized("title")
    is_active = models.BooleanField(_("in the outline"), default=False)

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        ordering = ["course", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["course", "code"], name="module_code_unique")
        ]

    def __str__(self) -> str:
        return self.title or self.code


class Unit(models.Model):
    """What a learner completes. Never deleted: leaving the outline sets `is_active` to False.

    `kind` is the code of a contract registered in `courses.catalogue.kinds`.
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="units")
    module = models.ForeignKey(
        Module, on_delete=models.PROTECT, related_name="units", null=True, blank=True
    )
    code = models.SlugField(_("code"), max_length=64)
    kind = models.CharField(_("kind"), max_length=16)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_required = models.BooleanField(_("required"), default=True)
    minutes = models.PositiveSmallIntegerField(_("nominal minutes"), default=15)
    title_fr = models.CharField(_("title in French"), max_length=255, blank=True)
    title_ar = models.CharField(_("title in Arabic"), max_length=255, blank=True)
    title = Localized("title")
    is_active = models.BooleanField(_("in the outline"), default=False)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["course", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["course", "code"], name="unit_code_unique")]

    def __str__(self) -> str:
        return self.title or self.code
