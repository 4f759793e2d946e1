"""What reports count: one narrow row for each thing that happened to a person, as it was then."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.enums import Region
from courses.models import Cohort, Course, Programme
from reports.enums import IndicatorCode


def _to(model: Any, label: Any) -> models.ForeignKey[Any, Any]:
    """A reference without constraint and index: hundreds of thousands of rows, made from others."""
    return models.ForeignKey(
        model,
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        db_constraint=False,
        db_index=False,
        verbose_name=label,
    )


class Fact(models.Model):
    """One person (or a number of them, at a workshop) counted by one indicator on one day.

    Derived: written by `reports.facts` only, and may be dropped and rebuilt at any time (ADR on
    the table of facts). `person` is the account that a merge left standing; None for participants
    of workshops, who have no account. `source_id` is the enrolment, certificate or workshop.
    `organisation`, `region`, `city` and `age` are those of the day.
    """

    indicator = models.CharField(_("indicator"), max_length=12, choices=IndicatorCode.choices)
    day = models.DateField(_("day"))
    month = models.DateField(_("month"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        db_constraint=False,
        verbose_name=_("person"),
    )
    course = _to(Course, _("course"))
    programme = _to(Programme, _("programme"))
    cohort = _to(Cohort, _("cohort"))
    organisation = _to(Organisation, _("institution"))
    region = models.CharField(_("region"), max_length=2, choices=Region.choices, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    gender = models.CharField(_("gender"), max_length=1)
    age = models.CharField(_("age"), max_length=5)
    language = models.CharField(_("language"), max_length=5)
    number = models.PositiveIntegerField(_("participations"), default=1)
    source_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        default_permissions = ()
        indexes = [
            models.Index(fields=["indicator", "day", "person"], name="fact_day_idx"),
            # Holds all that the overview reads: the table itself is not touched.
            models.Index(
                fields=["indicator", "month", "person", "number"], name="fact_overview_idx"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.day} · {self.person_id}"


class FactState(models.Model):
    """One row: up to which moment the facts hold. Locked while they are written."""

    built_at = models.DateTimeField(_("rebuilt on"))
    seen_until = models.DateTimeField(_("up to date as of"))

    class Meta:
        verbose_name = _("state of the facts")
        verbose_name_plural = _("state of the facts")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.seen_until}"
