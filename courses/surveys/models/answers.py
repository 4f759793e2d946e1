"""Who was offered the survey, and, apart from it, what was answered.

Nothing leads from an answer to a person: no key, no moment (the month only), no order (random
identity). Cohort and institution are kept only as far as enough people share them.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.enums import Language
from courses.catalogue.models import Course
from courses.enrolment.models import Cohort, Enrolment
from courses.surveys.enums import OfferState
from courses.surveys.models.definition import SurveyVersion


class SurveyOffer(models.Model):
    """The survey was offered to somebody who completed a course, once. Has no time of answering."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.CASCADE, related_name="survey_offer"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=OfferState.choices, default=OfferState.OPEN
    )
    offered_on = models.DateField(_("offered on"))

    class Meta:
        verbose_name = _("offer of a survey")
        verbose_name_plural = _("offers of a survey")

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.state}"


class SurveyResponse(models.Model):
    """One person's answers, without the person. Written by `services.survey_answer` only.

    `is_released` becomes true for a whole group at once: reports read released ones only, so that
    nobody can tell a single answer by looking before and after it was given.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="responses")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="survey_responses")
    cohort = models.ForeignKey(
        Cohort, on_delete=models.SET_NULL, related_name="survey_responses", null=True, blank=True
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        related_name="survey_responses",
        null=True,
        blank=True,
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    month = models.DateField(_("month"))
    is_released = models.BooleanField(_("shown in reports"), default=False)

    class Meta:
        verbose_name = _("answers to a survey")
        verbose_name_plural = _("answers to surveys")
        indexes = [
            models.Index(fields=["course", "cohort", "is_released"], name="survey_response_group")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class SurveyAnswer(models.Model):
    """The answer to one question: `value` of a rating or choice (from 1), or `text`."""

    response = models.ForeignKey(SurveyResponse, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(_("question"), max_length=12)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("answer to a question of a survey")
        verbose_name_plural = _("answers to questions of a survey")
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="survey_answer_once")
        ]
        indexes = [models.Index(fields=["question", "value"], name="survey_answer_value")]

    def __str__(self) -> str:
        return self.question
