"""Story ideas and other work that learners hand in."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail_localize.fields import SynchronizedField

from core.enums import Language
from core.streamfield import StreamField
from courses.catalogue.blocks import LESSON_BLOCKS
from courses.catalogue.models import Unit, UnitPage
from courses.enrolment.models import Enrolment
from courses.submissions.enums import SubmissionStatus


class SubmissionPage(UnitPage):
    """Presents a form to hand in; its fields are the same in both languages."""

    kind_code = "submission"
    template = "courses/lesson_preview.html"

    body = StreamField(LESSON_BLOCKS, blank=True, verbose_name=_("instructions"))
    sources = models.TextField(
        _("sources"), blank=True, help_text=_("One source a line, as the reader should see it.")
    )
    # [{key, type, max_chars, required, choices?, label: {fr, ar}}], from the curriculum.
    form_fields = models.JSONField(default=list, editable=False)
    # [{fr, ar}]: what the learner declares on handing in.
    declarations = models.JSONField(default=list, editable=False)
    content_panels_extra: ClassVar[list[Panel]] = [FieldPanel("body"), FieldPanel("sources")]
    override_translatable_fields: ClassVar[list[Any]] = [
        *UnitPage.override_translatable_fields,
        SynchronizedField("form_fields"),
        SynchronizedField("declarations"),
    ]

    class Meta:
        verbose_name = _("submission form")
        verbose_name_plural = _("submission forms")


class Submission(models.Model):
    """What one learner hands in for one unit. Changed by `courses.submissions.services`."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="submissions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="submissions")
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=SubmissionStatus.choices,
        default=SubmissionStatus.DRAFT,
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    answers = models.JSONField(_("answers"), default=dict)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(_("submitted on"), null=True, blank=True)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "unit"], name="submission_once_per_unit")
        ]

    def __str__(self) -> str:
        return str(self.uuid)
