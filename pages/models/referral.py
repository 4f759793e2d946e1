"""The national referral directory: data that an administrator edits, with a verification date."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import Region
from core.fields import Localized


class ReferralService(models.Model):
    """A service to which a person can be referred. Lessons point here and hard-code no number."""

    name_fr = models.CharField(_("name in French"), max_length=200)
    name_ar = models.CharField(_("name in Arabic"), max_length=200)
    name = Localized("name")
    mission_fr = models.TextField(_("what it does, in French"), blank=True)
    mission_ar = models.TextField(_("what it does, in Arabic"), blank=True)
    mission = Localized("mission")
    city = models.CharField(_("city in French"), max_length=80, blank=True)
    city_ar = models.CharField(_("city in Arabic"), max_length=80, blank=True)
    region = models.CharField(
        _("region"),
        max_length=2,
        choices=Region.choices,
        blank=True,
        help_text=_("Empty: national."),
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    source = models.CharField(_("source of the contact details"), max_length=255, blank=True)
    verified_on = models.DateField(
        _("last verified on"),
        null=True,
        blank=True,
        help_text=_("Shown to readers. Empty: shown as not yet verified."),
    )
    is_published = models.BooleanField(_("published"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("referral service")
        verbose_name_plural = _("referral directory")
        ordering = ["position", "name_fr"]

    def __str__(self) -> str:
        return self.name
