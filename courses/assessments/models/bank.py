"""The question bank. A question exists once, with its texts in both languages."""

from typing import ClassVar

from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from core.fields import Localized
from courses.assessments.enums import QuestionKind
from courses.catalogue.models import Course


def option_key_new() -> str:
    """Return a new language-neutral identity for an option."""
    return get_random_string(8, "abcdefghjkmnpqrstuvwxyz23456789")


class QuestionPool(models.Model):
    """A named set of questions from which assessments draw."""

    code = models.SlugField(_("code"), max_length=96, unique=True)
    course = models.ForeignKey(
        Course,
        on_delete=models.PROTECT,
        related_name="pools",
        null=True,
        blank=True,
        verbose_name=_("course"),
    )
    title_fr = models.CharField(_("title in French"), max_length=200)
    title_ar = models.CharField(_("title in Arabic"), max_length=200)
    title = Localized("title")

    class Meta:
        verbose_name = _("question pool")
        verbose_name_plural = _("question pools")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title


class Question(ClusterableModel):
    """One question. Options carry the answer; their meaning depends on `kind`.

    single, multiple, true_false: `is_correct` marks right options. ordering: `position` is the
    right order. matching: each option pairs `text` with `match`. short: each option is an accepted
    answer. Points for partly right answers: see `courses.assessments.grading`.
    """

    pool = models.ForeignKey(
        QuestionPool,
        on_delete=models.PROTECT,
        related_name="questions",
        verbose_name=_("question pool"),
    )
    code = models.SlugField(_("code"), max_length=64)
    kind = models.CharField(_("kind"), max_length=12, choices=QuestionKind.choices)
    text_fr = models.TextField(_("question in French"))
    text_ar = models.TextField(_("question in Arabic"))
    text = Localized("text")
    feedback_fr = models.TextField(_("explanation in French"), blank=True)
    feedback_ar = models.TextField(_("explanation in Arabic"), blank=True)
    feedback = Localized("feedback")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(
        _("may be drawn"), default=True, help_text=_("Answered questions are kept, not deleted.")
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["pool", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pool", "code"], name="question_code_unique")
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Option(models.Model):
    """One option of a question. `key` is its identity in every answer, whatever the language."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    key = models.CharField(max_length=12, default=option_key_new, editable=False)
    text_fr = models.CharField(_("text in French"), max_length=500)
    text_ar = models.CharField(_("text in Arabic"), max_length=500)
    text = Localized("text")
    match_fr = models.CharField(_("matches, in French"), max_length=500, blank=True)
    match_ar = models.CharField(_("matches, in Arabic"), max_length=500, blank=True)
    match = Localized("match")
    feedback_fr = models.TextField(_("feedback in French"), blank=True)
    feedback_ar = models.TextField(_("feedback in Arabic"), blank=True)
    feedback = Localized("feedback")
    is_correct = models.BooleanField(_("right answer"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "key"], name="option_key_unique")
        ]

    def __str__(self) -> str:
        return self.text[:80]
