"""Closed lists about imports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportStatus(models.TextChoices):
    """The steps of an import."""

    MAPPING = "mapping", _("Columns to check")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("To confirm")
    APPLYING = "applying", _("Being imported")
    DONE = "done", _("Imported")
    CANCELLED = "cancelled", _("Cancelled")
    FAILED = "failed", _("Stopped: nothing was imported")


class Outcome(models.TextChoices):
    """What a line leads to."""

    CREATE = "create", _("New account")
    MATCH = "match", _("Known, nothing changes")
    CHANGE = "change", _("Known, completed")
    REFUSE = "refuse", _("Refused")


class ImportField(models.TextChoices):
    """What a column may hold."""

    FULL_NAME = "full_name", _("Full name (family name first)")
    FULL_NAME_GIVEN = "full_name_given", _("Full name (given name first)")
    GIVEN_NAME = "given_name", _("Given name, Latin letters")
    FAMILY_NAME = "family_name", _("Family name, Latin letters")
    FULL_NAME_AR = "full_name_ar", _("Full name, Arabic letters")
    GIVEN_NAME_AR = "given_name_ar", _("Given name, Arabic letters")
    FAMILY_NAME_AR = "family_name_ar", _("Family name, Arabic letters")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Telephone")
    STAFF_NUMBER = "staff_number", _("Staff number")
    GENDER = "gender", _("Gender")
    LANGUAGE = "language", _("Language")
    BIRTH = "birth", _("Date or year of birth (only the year is kept)")
    ORGANISATION = "organisation", _("Institution (code or name)")
    REGION = "region", _("Region")
    CITY = "city", _("City")
    ACCESS_UNTIL = "access_until", _("Access until")


NAME_FIELDS = {
    ImportField.FULL_NAME,
    ImportField.FULL_NAME_GIVEN,
    ImportField.FAMILY_NAME,
    ImportField.FULL_NAME_AR,
    ImportField.FAMILY_NAME_AR,
}
