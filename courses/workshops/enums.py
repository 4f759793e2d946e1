"""Closed lists about sessions, attendance and the workshops of facilitators."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionStatus(models.TextChoices):
    """Where a session stands. A closed one is signed: only corrections with a reason follow."""

    PLANNED = "planned", _("Planned")
    CANCELLED = "cancelled", _("Cancelled")
    CLOSED = "closed", _("Closed and signed")


class SessionLanguage(models.TextChoices):
    """What is spoken in the room."""

    FRENCH = "fr", _("French")
    ARABIC = "ar", _("Arabic")
    BOTH = "both", _("French and Arabic")


class RegistrationStatus(models.TextChoices):
    """A place, the wait for one, or neither any more."""

    REGISTERED = "registered", _("Registered")
    WAITING = "waiting", _("On the waiting list")
    LEFT = "left", _("Has left")


class AttendanceState(models.TextChoices):
    """What the list says of a person."""

    PRESENT = "present", _("Present")
    LATE = "late", _("Late")
    PARTIAL = "partial", _("Part of the time")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")


class AttendanceSource(models.TextChoices):
    """How a mark came in."""

    QR = "qr", _("QR code in the room")
    CODE = "code", _("Code typed")
    LIST = "list", _("Trainer's list")
    CLOSING = "closing", _("Closing of the session")
    CORRECTION = "correction", _("Correction after closing")


class WorkshopStatus(models.TextChoices):
    """Where a facilitator's record stands. Only a validated one no longer changes."""

    SENT = "sent", _("Awaiting validation")
    RETURNED = "returned", _("Returned with a note")
    VALIDATED = "validated", _("Validated")


class WorkshopLanguage(models.TextChoices):
    """What was spoken with the job seekers."""

    DARIJA = "ary", _("Darija")
    AMAZIGH = "zgh", _("Amazigh")
    ARABIC = "ar", _("Arabic")
    FRENCH = "fr", _("French")
    MIXED = "mixed", _("Several languages")


class ParticipantSex(models.TextChoices):
    """As counted in the room; what is not stated is counted apart, never distributed."""

    FEMALE = "F", _("Women")
    MALE = "M", _("Men")
    NOT_STATED = "N", _("Sex not stated")


class AgeBand(models.TextChoices):
    """Bands that the job seekers' handout uses."""

    UNDER_25 = "u25", _("Under 25")
    FROM_25 = "25-34", _("25 to 34")
    FROM_35 = "35+", _("35 and over")
    NOT_STATED = "n", _("Age not stated")
