"""A survey as authors write it, where it is offered, and its frozen versions."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, PreviewableMixin

from core.fields import Localized
from courses.catalogue.models import Course
from courses.surveys.enums import SurveyKind


def question_key_new() -> str:
    """Return a new identity for a question."""
    return get_random_string(8, "abcdefghjkmnpqrstuvwxyz23456789")


class Survey(PreviewableMixin, ClusterableModel):
    """A short survey. Its content is frozen by `services.survey_freeze` at each change."""

    title_fr = models.CharField(_("title in French"), max_length=160)
    title_ar = models.CharField(_("title in Arabic"), max_length=160)
    title = Localized("title")
    introduction_fr = models.TextField(_("introduction in French"), blank=True)
    introduction_ar = models.TextField(_("introduction in Arabic"), blank=True)

    preview_modes: ClassVar[list[tuple[str, Any]]] = [("fr", _("French")), ("ar", _("Arabic"))]

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """As learners see it."""
        return "courses/survey_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The form as it stands, in the language of the preview."""
        # A lower module cannot know the form that is built from it.
        from courses.surveys.preview import preview_context  # noqa: PLC0415

        return {
            **super().get_preview_context(request, mode_name),
            **preview_context(self, mode_name),
        }


class SurveyQuestion(Orderable):
    """One question. `key` is its identity in every version; choices are one a line."""

    survey = ParentalKey(Survey, on_delete=models.CASCADE, related_name="questions")
    key = models.CharField(max_length=12, default=question_key_new, editable=False)
    kind = models.CharField(
        _("answered by"), max_length=10, choices=SurveyKind.choices, default=SurveyKind.RATING
    )
    text_fr = models.CharField(_("question in French"), max_length=300)
    text_ar = models.CharField(_("question in Arabic"), max_length=300)
    choices_fr = models.TextField(
        _("choices in French"), blank=True, help_text=_("One a line, in the same order.")
    )
    choices_ar = models.TextField(_("choices in Arabic"), blank=True)

    class Meta:
        verbose_name = _("question of a survey")
        verbose_name_plural = _("questions of a survey")
        ordering: ClassVar[list[str]] = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "key"], name="survey_question_key_unique")
        ]

    def __str__(self) -> str:
        return self.text_fr


class SurveyCourse(models.Model):
    """A course at whose end the survey is offered. At most one survey for a course."""

    survey = ParentalKey(Survey, on_delete=models.CASCADE, related_name="courses")
    course = models.OneToOneField(
        Course, on_delete=models.CASCADE, related_name="survey_course", verbose_name=_("course")
    )
    is_active = models.BooleanField(_("offered to those who complete the course"), default=True)

    class Meta:
        verbose_name = _("course of a survey")
        verbose_name_plural = _("courses of a survey")

    def __str__(self) -> str:
        return str(self.course)


class SurveyVersion(models.Model):
    """The questions as they stood. Never changed: answers point here.

    `questions`: [{"key", "kind", "text_fr", "text_ar", "choices": [{"fr", "ar"}]}]. `digest`
    recognises the same content.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    questions = models.JSONField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of a survey")
        verbose_name_plural = _("versions of a survey")
        ordering = ["survey", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="survey_version_unique")
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} · {self.number}"
