"""An assessment: what it draws, its rules, and the page that presents it."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField

from courses.assessments.enums import Purpose, Reveal
from courses.assessments.models.bank import QuestionPool
from courses.catalogue.models import Unit, UnitPage


class Assessment(ClusterableModel):
    """The rules of one assessment unit. All of them are enforced on the server."""

    unit = models.OneToOneField(
        Unit, on_delete=models.PROTECT, related_name="assessment", verbose_name=_("unit")
    )
    purpose = models.CharField(
        _("purpose"), max_length=10, choices=Purpose.choices, default=Purpose.GRADED
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark in percent"),
        default=70,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    max_attempts = models.PositiveSmallIntegerField(
        _("number of attempts"), null=True, blank=True, help_text=_("Empty: as many as needed.")
    )
    wait_minutes = models.PositiveIntegerField(
        _("waiting time between attempts, in minutes"), default=0
    )
    time_limit_minutes = models.PositiveSmallIntegerField(
        _("time limit in minutes"), null=True, blank=True
    )
    grace_seconds = models.PositiveSmallIntegerField(
        _("grace in seconds"), default=10, help_text=_("For slow networks, after the time limit.")
    )
    reveal = models.CharField(
        _("answers are shown"), max_length=12, choices=Reveal.choices, default=Reveal.AFTER_SUBMIT
    )
    paired_with = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        related_name="paired_posttest",
        null=True,
        blank=True,
        verbose_name=_("pre-test it is compared with"),
        help_text=_("On a post-test: the gain is recorded per learner."),
    )

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")

    def __str__(self) -> str:
        return str(self.unit)


class Draw(models.Model):
    """How many questions an assessment takes from one pool (0: all of them)."""

    assessment = ParentalKey(Assessment, on_delete=models.CASCADE, related_name="draws")
    pool = models.ForeignKey(
        QuestionPool,
        on_delete=models.PROTECT,
        related_name="draws",
        verbose_name=_("question pool"),
    )
    count = models.PositiveSmallIntegerField(_("number of questions"), default=0)
    # Only these questions, by code, when not empty (a pre-test takes a chosen few of a pool).
    question_codes = models.JSONField(default=list, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.pool_id} × {self.count}"


class AssessmentPage(UnitPage):
    """Presents an assessment in one language; its rules and questions exist once, elsewhere."""

    kind_code = "assessment"
    template = "courses/lesson_preview.html"

    introduction = RichTextField(_("introduction"), features=["bold", "ul", "ol"], blank=True)
    content_panels_extra: ClassVar[list[Panel]] = [FieldPanel("introduction")]

    class Meta:
        verbose_name = _("assessment page")
        verbose_name_plural = _("assessment pages")
