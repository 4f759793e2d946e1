"""The reports in the administration's menu."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from accounts.enums import Scope
from accounts.roles import scopes_of
from core.audit import AuditGroup, audit_register
from core.menus import AllowedMenuItem
from reports.annual import views as annual_views
from reports.learning import hooks as learning_hooks
from reports.reached import views as reached_views
from reports.screens import completion, courses, overview, saved, targets

__all__ = ["learning_hooks"]


def _is_administrator(user: Any) -> bool:
    """Who sets targets."""
    return Scope.EVERYBODY in scopes_of(user)


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """Addresses below /admin/."""
    return [
        path("results/", overview.overview, name="report_overview"),
        path("results/completion/", completion.completion, name="report_completion"),
        path("results/rows/", completion.rows, name="report_rows"),
        path("results/path/", courses.funnel, name="report_funnel"),
        path("results/certificates/", courses.certificates, name="report_certificates"),
        path("results/annual/", annual_views.annual, name="annual_report"),
        path("results/reached/", reached_views.reached, name="reached_report"),
        path("results/targets/", targets.targets, name="report_targets"),
        path("results/views/", saved.save, name="report_view_save"),
        path("results/views/<uuid:uuid>/delete/", saved.delete, name="report_view_delete"),
    ]


@hooks.register("register_admin_menu_item")
def report_menu() -> Any:
    """Results, after courses and people."""
    reports = [
        (_("Overview"), "report_overview", "home"),
        (_("Results by…"), "report_completion", "table"),
        (_("Annual report"), "annual_report", "doc-empty"),
        (_("Path through a course"), "report_funnel", "arrow-down"),
        (_("Certificates issued"), "report_certificates", "doc-full"),
        (_("People reached"), "reached_report", "group"),
    ]
    items: list[MenuItem] = [
        AllowedMenuItem(
            label,
            reverse(name),
            permission="courses.view_figures",
            name=name.replace("_", "-"),
            icon_name=icon,
        )
        for label, name, icon in reports
    ]
    items.append(
        AllowedMenuItem(
            _("Targets"),
            reverse("report_targets"),
            allowed=_is_administrator,
            name="report-targets",
            icon_name="pick",
        )
    )
    return SubmenuMenuItem(
        _("Results"), Menu(items=items), name="results", icon_name="table", order=300
    )


@hooks.register("register_log_actions")
def export_log_actions(actions: LogActionRegistry) -> None:
    """What the history says of a file taken out of the platform, and of a target changed."""

    @actions.register_action("reports.export")
    class ExportFormatter(LogFormatter):
        label = _("Export a report")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return gettext("Report exported: %(format)s, %(rows)s rows, %(query)s") % {
                "format": log_entry.data.get("format", ""),
                "rows": log_entry.data.get("rows", 0),
                "query": log_entry.data.get("query") or "-",
            }

    @actions.register_action("reports.target")
    class TargetFormatter(LogFormatter):
        label = _("Change a target")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            data = log_entry.data or {}
            if "from" in data:
                return gettext("Target deleted: %(value)s") % {"value": data["from"]}
            return gettext("Target set: %(value)s") % {"value": data.get("to", "")}


audit_register(AuditGroup.EXPORTS, ("reports.export",))
audit_register(AuditGroup.RESULTS, ("reports.target",))
