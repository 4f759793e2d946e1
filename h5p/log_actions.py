"""What the history says of activities and libraries."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from core.audit import AuditGroup, audit_register


class ReplaceFormatter(LogFormatter):
    """An activity got a new version: in its own history and in that of its pages."""

    label = _("Replace an interactive activity")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        data = log_entry.data
        name = data.get("activity") or data.get("file", "")
        return gettext("Activity “%(name)s”: version %(before)s replaced by version %(after)s") % {
            "name": name,
            "before": data.get("from"),
            "after": data.get("to"),
        }


class TranslateFormatter(LogFormatter):
    """An activity was translated, or its translation completed."""

    label = _("Translate an interactive activity")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return gettext("Activity translated (%(language)s); texts missing: %(missing)s") % {
            "language": log_entry.data.get("to"),
            "missing": log_entry.data.get("missing", "–"),
        }


class InstallFormatter(LogFormatter):
    """A library was installed."""

    label = _("Install an H5P library")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return gettext("H5P library installed: %(version)s") % {"version": log_entry.data.get("to")}


class UpdateFormatter(LogFormatter):
    """A library was updated."""

    label = _("Update an H5P library")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return gettext("H5P library updated: %(before)s → %(after)s") % {
            "before": log_entry.data.get("from"),
            "after": log_entry.data.get("to"),
        }


class DeleteFormatter(LogFormatter):
    """A library was deleted."""

    label = _("Delete an H5P library")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return gettext("H5P library deleted: %(before)s") % {"before": log_entry.data.get("from")}


FORMATTERS = {
    "h5p.activity_replace": ReplaceFormatter,
    "h5p.activity_translate": TranslateFormatter,
    "h5p.library_install": InstallFormatter,
    "h5p.library_update": UpdateFormatter,
    "h5p.library_delete": DeleteFormatter,
}

audit_register(AuditGroup.CONTENT, FORMATTERS)


def log_actions_register(actions: LogActionRegistry) -> None:
    """Make the actions known."""
    for action, formatter in FORMATTERS.items():
        actions.register_action(action)(formatter)
