"""Closed lists about certificates."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CertificateStatus(models.TextChoices):
    """State of a certificate. Expiry is derived from `expires_at`."""

    VALID = "valid", _("Valid")
    REVOKED = "revoked", _("Revoked")
    REPLACED = "replaced", _("Replaced")


class CertificateKind(models.TextChoices):
    """What a certificate attests."""

    SUCCESS = "success", _("Certificate of success")
    PARTICIPATION = "participation", _("Certificate of participation")
    TRAINER = "trainer", _("Trainer's certificate")
    PROGRAMME = "programme", _("Certificate of a programme")


class Design(models.TextChoices):
    """Backgrounds, each drawn in `rendering/templates/designs.typ`."""

    HORIZON = "horizon", _("Horizon: a band above, the text side by side")
    ZELLIGE = "zellige", _("Zellige: a quiet geometry along the edges")
    FRAME = "frame", _("Frame: a double line all around, letters with serifs")
    RIBBON = "ribbon", _("Ribbon: a coloured strip at the side")


class Orientation(models.TextChoices):
    """How the A4 page lies."""

    LANDSCAPE = "landscape", _("Landscape")
    PORTRAIT = "portrait", _("Portrait")


class LanguageMode(models.TextChoices):
    """In which languages the page speaks."""

    BOTH = "both", _("French and Arabic")
    FRENCH = "fr", _("French only")
    ARABIC = "ar", _("Arabic only")


class Origin(models.TextChoices):
    """How a certificate came to be."""

    RULE = "rule", _("By the rule")
    COHORT = "cohort", _("In bulk, by the rule")
    HAND = "hand", _("By hand")
    CORRECTION = "correction", _("Correction")
    RENEWAL = "renewal", _("Renewal")


class RequestStatus(models.TextChoices):
    """State of a request for a correction."""

    PENDING = "pending", _("To decide")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
