"""Closed lists about people and organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Gender(models.TextChoices):
    """As declared by the person; what is not stated is reported as such, never distributed."""

    FEMALE = "F", _("Woman")
    MALE = "M", _("Man")
    UNDISCLOSED = "X", _("Prefer not to say")
    NOT_STATED = "N", _("Not stated")


class Aggregate(models.TextChoices):
    """What the types of institution add up to in the yearly report."""

    INSTITUTIONAL = "institutional", _("Institutional")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    OUTSIDE = "outside", _("Outside the two aggregates")


class OrganisationKind(models.TextChoices):
    """The organisation's reporting nomenclature (USERS §3), in its order."""

    JUSTICE = "justice", _("Ministry of Justice (social workers)")
    PUBLIC_ADMIN_STUDENTS = "admin_students", _("Students of public administration")
    LAW_ENFORCEMENT = "law_enforcement", _("Law enforcement")
    OTHER_INSTITUTIONAL = "other_institutional", _("Other institutional")
    EMPLOYMENT_SERVICE = "employment", _("Public employment service (ANAPEC)")
    LOCAL_AUTHORITY = "local_authority", _("Local and regional authorities")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    HIGHER_EDUCATION = "higher_education", _("Higher education / ISIC")
    MEDIA = "media", _("Media")
    OTHER = "other", _("Other")

    @property
    def aggregate(self) -> Aggregate:
        """One of the report's two aggregates, or the rest."""
        if self is OrganisationKind.CIVIL_SOCIETY:
            return Aggregate.CIVIL_SOCIETY
        outside = {OrganisationKind.MEDIA, OrganisationKind.OTHER}
        return Aggregate.OUTSIDE if self in outside else Aggregate.INSTITUTIONAL


class Role(models.TextChoices):
    """Roles are Django groups of these names; what each may do stands in `accounts.roles`."""

    LEARNER = "learner", _("Learner")
    TRAINER = "trainer", _("Trainer")
    INSTITUTION_MANAGER = "institution_manager", _("Institution manager")
    JURY = "jury", _("Jury member")
    AUTHOR = "author", _("Author")
    TRANSLATOR = "translator", _("Translator")
    MONITORING = "monitoring", _("Monitoring officer")
    ADMINISTRATOR = "administrator", _("Administrator")


class Scope(models.TextChoices):
    """Whose records a role opens, besides one's own. Which role has which: `accounts.roles`."""

    TRAINED = "trained", _("Members of the cohorts trained")
    MANAGED = "managed", _("People of the institutions managed")
    EVERYBODY = "everybody", _("Everybody")


class ProposalStatus(models.TextChoices):
    """What became of two accounts that are perhaps one person."""

    OPEN = "open", _("To decide")
    DISMISSED = "dismissed", _("Not a duplicate")
    MERGED = "merged", _("Merged")
