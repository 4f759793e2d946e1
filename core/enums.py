"""Closed lists shared by several apps."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.TextChoices):
    """The twelve regions, by the code of the national statistics office (FACTS §3)."""

    TANGER = "01", _("Tanger-Tétouan-Al Hoceïma")
    ORIENTAL = "02", _("L'Oriental")
    FES = "03", _("Fès-Meknès")
    RABAT = "04", _("Rabat-Salé-Kénitra")
    BENI_MELLAL = "05", _("Béni Mellal-Khénifra")
    CASABLANCA = "06", _("Casablanca-Settat")
    MARRAKECH = "07", _("Marrakech-Safi")
    DRAA = "08", _("Drâa-Tafilalet")
    SOUSS = "09", _("Souss-Massa")
    GUELMIM = "10", _("Guelmim-Oued Noun")
    LAAYOUNE = "11", _("Laâyoune-Sakia El Hamra")
    DAKHLA = "12", _("Dakhla-Oued Ed-Dahab")


class Language(models.TextChoices):
    """Languages of the platform."""

    FRENCH = "fr", _("French")
    ARABIC = "ar", _("Arabic")
