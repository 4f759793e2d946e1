"""What a programme wants to reach in a year."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Programme
from reports.enums import IndicatorCode


class Target(models.Model):
    """How many people an indicator should count in a year; without a programme, for all of them.

    Changed by `reports.targets.services`.
    """

    programme = models.ForeignKey(
        Programme,
        on_delete=models.CASCADE,
        related_name="targets",
        null=True,
        blank=True,
        verbose_name=_("programme"),
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2015), MaxValueValidator(2100)]
    )
    indicator = models.CharField(_("indicator"), max_length=12, choices=IndicatorCode.choices)
    value = models.PositiveIntegerField(_("target"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        default_permissions = ()
        ordering = ["-year", "programme__position", "indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year", "indicator"],
                name="target_once",
                violation_error_message=_("There is already a target for this."),
            ),
            # Two empty programmes are not equal to a database.
            models.UniqueConstraint(
                fields=["year", "indicator"],
                condition=models.Q(programme=None),
                name="target_once_for_all",
                violation_error_message=_("There is already a target for this."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} · {self.programme or '–'} · {self.indicator}: {self.value}"
