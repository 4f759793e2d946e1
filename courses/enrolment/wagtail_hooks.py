"""Enrolment in the administration: menu, addresses, and what the history says."""

from django.urls import URLPattern, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry
from wagtail.snippets.models import register_snippet

from core.audit import AuditGroup, audit_register
from core.menus import AllowedMenuItem
from courses.enrolment.admin.permissions import DECIDE, IMPORT, VIEW
from courses.enrolment.admin.snippets import WaysGroup
from courses.enrolment.admin.urls import urlpatterns
from courses.enrolment.desk import enrolment_desk
from courses.enrolment.enums import EnrolmentStatus, EventKind, RequestStatus
from courses.enrolment.invitations.models import InvitationState

register_snippet(WaysGroup)


@hooks.register("register_admin_urls")
def enrolment_urls() -> list[URLPattern]:
    """Addresses below /admin/."""
    return urlpatterns


@hooks.register("register_admin_menu_item")
def enrolment_menu_item() -> MenuItem:
    """Enrolments with their lists, beside people."""
    entries = [
        (_("Enrolments"), "enrolments", VIEW, "user"),
        (_("Learning paths"), "enrolment_paths", VIEW, "list-ol"),
        (_("Requests"), "enrolment_requests", DECIDE, "help"),
        (_("Waiting list"), "waiting_list", DECIDE, "time"),
        (_("Imports"), "imports", IMPORT, "upload"),
        (_("Invitations"), "invitations", IMPORT, "mail"),
    ]
    items = [
        AllowedMenuItem(
            label, reverse(name), permission=permission, name=name, icon_name=icon, order=place
        )
        for place, (label, name, permission, icon) in enumerate(entries, start=1)
    ]
    return SubmenuMenuItem(
        _("Enrolment"), Menu(items=items), name="enrolment", icon_name="tasks", order=220
    )


hooks.register("register_desk_items", enrolment_desk)


@hooks.register("register_log_actions")
def enrolment_log_actions(actions: LogActionRegistry) -> None:
    """Sentences for what staff did to enrolments and requests."""

    @actions.register_action("courses.enrolment")
    class EnrolmentFormatter(LogFormatter):
        label = _("Change an enrolment")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            data = log_entry.data
            kinds = dict(EventKind.choices)
            return gettext("Enrolment: %(event)s (%(target)s) %(before)s → %(after)s") % {
                "event": kinds.get(data.get("event", ""), ""),
                "target": data.get("target", ""),
                "before": data.get("from", "–"),
                "after": data.get("to", "–"),
            }

    @actions.register_action("courses.import")
    class ImportFormatter(LogFormatter):
        label = _("Import people")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            counts = log_entry.data.get("to") or {}
            return gettext("List imported into %(target)s: %(count)s new accounts") % {
                "target": log_entry.data.get("cohort") or log_entry.data.get("target") or "–",
                "count": counts.get("create", 0),
            }

    @actions.register_action("courses.invitation")
    class InvitationFormatter(LogFormatter):
        label = _("Send an invitation again or revoke it")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            is_resent = log_entry.data.get("to") == "resent"
            return gettext("Invitation sent again") if is_resent else gettext("Invitation revoked")

    @actions.register_action("courses.request")
    class RequestFormatter(LogFormatter):
        label = _("Decide on a request for a place")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            statuses = dict(RequestStatus.choices)
            return gettext("Request for a place: %(status)s (%(target)s)") % {
                "status": statuses.get(log_entry.data.get("to", ""), ""),
                "target": log_entry.data.get("target", ""),
            }

    @actions.register_action("courses.import_report")
    class ImportReportFormatter(LogFormatter):
        label = _("Export the report of an import")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return gettext("Report of an import exported: %(name)s, %(rows)s lines") % {
                "name": log_entry.label,
                "rows": log_entry.data.get("rows", 0),
            }


audit_register(
    AuditGroup.ENROLMENTS,
    ("courses.enrolment", "courses.import", "courses.invitation", "courses.request"),
    words=(EnrolmentStatus, RequestStatus, InvitationState),
)
audit_register(AuditGroup.EXPORTS, ("courses.import_report",))
