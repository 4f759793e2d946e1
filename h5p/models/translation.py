"""An activity in the other language: one activity for the figures, two for the readers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from h5p.models.activity import Activity, ActivityVersion


class ActivityTranslation(models.Model):
    """`target` is `source` in the other language. Changed by `h5p.services.translations`.

    `texts` maps each text of the source to its translation: it survives new versions of the source
    as long as the text stays. `missing` counts the texts of `source_version` without one.
    """

    source = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="translations", verbose_name=_("source")
    )
    target = models.OneToOneField(
        Activity,
        on_delete=models.CASCADE,
        related_name="translation_of",
        verbose_name=_("translation"),
    )
    source_version = models.ForeignKey(
        ActivityVersion, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    texts = models.JSONField(_("texts"), default=dict, blank=True)
    missing = models.PositiveIntegerField(_("texts without translation"), default=0)
    updated_at = models.DateTimeField(_("updated on"), auto_now=True)

    class Meta:
        verbose_name = _("translation of an activity")
        verbose_name_plural = _("translations of activities")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"

    @property
    def is_complete(self) -> bool:
        """Whether every text of the source as it is now has its translation."""
        return not self.missing and self.source_version_id == self.source.version_id
