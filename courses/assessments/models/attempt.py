"""What learners did: attempts with their frozen draw, answers, and the gain between two tests."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from courses.assessments.enums import AttemptStatus
from courses.assessments.models.assessment import Assessment
from courses.assessments.models.bank import Question
from courses.enrolment.models import Enrolment


class Attempt(models.Model):
    """One try. Changed by `courses.assessments.services` only, with the row locked.

    `draw` is frozen at the start: [{"question": id, "options": [keys in shown order],
    "matches": [keys in shown order]}]. `score` is a percentage with two decimals.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attempts")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("number"))
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=AttemptStatus.choices,
        default=AttemptStatus.IN_PROGRESS,
    )
    draw = models.JSONField()
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    started_at = models.DateTimeField(_("started on"))
    deadline_at = models.DateTimeField(_("to be submitted by"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted on"), null=True, blank=True)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True, blank=True)
    passed = models.BooleanField(_("passed"), null=True, blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "assessment", "number"], name="attempt_number_unique"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "assessment"],
                condition=models.Q(status="in_progress"),
                name="attempt_one_open",
            ),
        ]
        indexes = [models.Index(fields=["status", "deadline_at"], name="attempt_overdue_idx")]

    def __str__(self) -> str:
        return str(self.uuid)


class Answer(models.Model):
    """The answer to one question of an attempt, by option keys. Graded when submitted.

    `response` is one of {"options": [keys]}, {"places": {key: place}}, {"pairs": {key: key}},
    {"text": "…"}.
    `credit` is the share of the question's point, 0 to 1.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    response = models.JSONField()
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    saved_at = models.DateTimeField(_("saved on"))
    credit = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question"], name="answer_once_per_question")
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.question_id}"


class LearningGain(models.Model):
    """Difference between a learner's first pre-test and last post-test, in percentage points."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="gains")
    pretest = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="+")
    posttest = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="+")
    pre_score = models.DecimalField(max_digits=5, decimal_places=2)
    post_score = models.DecimalField(max_digits=5, decimal_places=2)
    gain = models.DecimalField(max_digits=6, decimal_places=2)
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("learning gain")
        verbose_name_plural = _("learning gains")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "pretest"], name="gain_once_per_pretest")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.gain}"
