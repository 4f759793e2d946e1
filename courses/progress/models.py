"""What a learner completed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from courses.catalogue.models import Unit
from courses.enrolment.models import Enrolment
from courses.progress.enums import CompletionSource


class UnitCompletion(models.Model):
    """A unit was completed, once. Inserted only by `courses.progress.services.unit_complete`."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="completions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField(_("completed on"))
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    source = models.CharField(_("source"), max_length=12, choices=CompletionSource.choices)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("unit completion")
        verbose_name_plural = _("unit completions")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "unit"], name="completion_once_per_unit")
        ]
        indexes = [models.Index(fields=["unit"], name="completion_unit_idx")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.unit_id}"
