"""What the history of the administration says about institutions and memberships."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from core.audit import AuditGroup, audit_register


def _stated(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {one}" for key, one in value.items() if one not in ("", None))
    return str(value if value not in ("", None) else "–")


class _FromTo(LogFormatter):
    """From what to what, and why."""

    sentence = _("%(before)s → %(after)s")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """The sentence of the action, then the reason."""
        data = log_entry.data
        said = str(self.sentence) % {
            "before": _stated(data.get("from")),
            "after": _stated(data.get("to")),
        }
        if data.get("reason"):
            said = gettext("%(what)s (reason: %(reason)s)") % {
                "what": said,
                "reason": data["reason"],
            }
        return said


@hooks.register("register_log_actions")
def institution_log_actions(actions: LogActionRegistry) -> None:
    """The tree, merges, memberships, the list taken out as a file."""

    @actions.register_action("accounts.institution_add")
    class AddFormatter(_FromTo):
        label = _("Add an institution")
        sentence = _("Added: %(after)s")

    @actions.register_action("accounts.institution_edit")
    class EditFormatter(_FromTo):
        label = _("Change an institution")

    @actions.register_action("accounts.institution_move")
    class MoveFormatter(_FromTo):
        label = _("Move an institution")
        sentence = _("Depended on %(before)s, now on %(after)s")

    @actions.register_action("accounts.institution_merge")
    class MergeFormatter(_FromTo):
        label = _("Merge institutions")
        sentence = _("%(before)s merged into %(after)s")

    @actions.register_action("accounts.membership")
    class MembershipFormatter(_FromTo):
        label = _("Change a membership")

    @actions.register_action("accounts.institutions_export")
    class ExportFormatter(LogFormatter):
        label = _("Take out the list of institutions")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return gettext("Institutions as %(format)s, %(rows)s lines") % {
                "format": log_entry.data.get("format", ""),
                "rows": log_entry.data.get("rows", ""),
            }


audit_register(
    AuditGroup.PEOPLE,
    (
        "accounts.institution_add",
        "accounts.institution_edit",
        "accounts.institution_move",
        "accounts.institution_merge",
        "accounts.membership",
    ),
)
audit_register(AuditGroup.EXPORTS, ("accounts.institutions_export",))
