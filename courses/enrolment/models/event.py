"""The history of enrolments: only ever added to."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enrolment.enums import EntryWay, EventKind
from courses.enrolment.exceptions import EventFrozenError
from courses.enrolment.models.enrolment import Enrolment
from courses.enrolment.models.path import ProgrammeEnrolment


class EnrolmentEvent(models.Model):
    """One thing that happened to an enrolment or a path: who, when, from what, to what, why.

    Written by the services of enrolment in the transaction of the change. `by` is None when the
    person did it or the platform did. `before` and `after` are short texts: a cohort's code, a
    date, a status.
    """

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="events", null=True, blank=True
    )
    path = models.ForeignKey(
        ProgrammeEnrolment, on_delete=models.PROTECT, related_name="events", null=True, blank=True
    )
    kind = models.CharField(_("what"), max_length=12, choices=EventKind.choices)
    way = models.CharField(_("way"), max_length=12, choices=EntryWay.choices, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("by"),
    )
    before = models.CharField(_("from"), max_length=80, blank=True)
    after = models.CharField(_("to"), max_length=80, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("enrolment event")
        verbose_name_plural = _("enrolment events")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(enrolment=None, path__isnull=False)
                | models.Q(enrolment__isnull=False, path=None),
                name="event_one_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.enrolment_id or self.path_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if self.pk is not None:
            raise EventFrozenError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: history stays."""
        raise EventFrozenError
