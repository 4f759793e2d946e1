"""The reports in the administration's menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from core.audit import AuditGroup, audit_register
from reports import views
from reports.learning import hooks as learning_hooks
from reports.reached import views as reached_views

__all__ = ["learning_hooks"]


class FiguresMenuItem(MenuItem):
    """Shown to those who may open the reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        return bool(request.user.has_perm("courses.view_figures"))


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """Addresses below /admin/."""
    return [
        path("results/completion/", views.completion, name="completion_report"),
        path("results/reached/", reached_views.reached, name="reached_report"),
    ]


@hooks.register("register_admin_menu_item")
def report_menu_item() -> Any:
    """Results, after courses and people."""
    return FiguresMenuItem(
        _("Results"), reverse("completion_report"), name="results", icon_name="table", order=300
    )


@hooks.register("register_admin_menu_item")
def reached_menu_item() -> Any:
    """People reached, beside the results."""
    return FiguresMenuItem(
        _("People reached"), reverse("reached_report"), name="reached", icon_name="group", order=310
    )


@hooks.register("register_log_actions")
def export_log_actions(actions: LogActionRegistry) -> None:
    """What the history says of a file taken out of the platform."""

    @actions.register_action("reports.export")
    class ExportFormatter(LogFormatter):
        label = _("Export a report")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return gettext("Report exported: %(format)s, %(rows)s rows, %(query)s") % {
                "format": log_entry.data.get("format", ""),
                "rows": log_entry.data.get("rows", 0),
                "query": log_entry.data.get("query") or "-",
            }


audit_register(AuditGroup.EXPORTS, ("reports.export",))
