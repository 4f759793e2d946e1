"""Closed lists of the h5p app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DependencyKind(models.TextChoices):
    """When a library needs another one."""

    PRELOADED = "preloaded", _("Loaded before")
    DYNAMIC = "dynamic", _("Loaded when needed")
    EDITOR = "editor", _("Needed by the editor")


class JobState(models.TextChoices):
    """Where an import stands. `refused`: the package breaks a rule. `failed`: we broke."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("In progress")
    DONE = "done", _("Imported")
    REFUSED = "refused", _("Refused")
    FAILED = "failed", _("Interrupted")


class LibraryPolicy(models.TextChoices):
    """What an import may do with the libraries of a package. An author's only uses."""

    USE = "use", _("Use the installed libraries")
    INSTALL = "install", _("Install missing libraries and update known ones")
