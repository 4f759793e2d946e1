"""Results of activities in the administration."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from core.audit import AuditGroup, audit_register
from core.menus import AllowedMenuItem
from courses.activities.figures import activity_figures
from courses.activities.models import ActivityPage
from courses.catalogue.publication import check_register


@hooks.register("register_admin_urls")
def activity_urls() -> list[URLPattern]:
    """Addresses below /admin/."""
    return [path("results/activities/", activity_figures, name="activity_figures")]


@hooks.register("register_h5p_menu_item")
def activity_menu_item() -> Any:
    """Beside the activities themselves."""
    return AllowedMenuItem(
        _("Results of activities"),
        reverse("activity_figures"),
        permission="courses.view_enrolment",
        name="activity-results",
        icon_name="list-ul",
        order=260,
    )


@hooks.register("register_log_actions")
def activity_log_actions(actions: LogActionRegistry) -> None:
    """What the history says of a file taken out of the platform."""

    @actions.register_action("courses.activity_export")
    class ActivityExportFormatter(LogFormatter):
        label = _("Export results of activities")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return gettext("Results of activities exported: %(format)s, %(rows)s rows") % {
                "format": log_entry.data.get("format", ""),
                "rows": log_entry.data.get("rows", 0),
            }


audit_register(AuditGroup.EXPORTS, ("courses.activity_export",))


def playable_check(page: Any) -> list[str]:
    """A page with activities is published only with activities that can be played."""
    if isinstance(page, ActivityPage):
        chosen = [page.activity]
    else:
        blocks = [b for b in getattr(page, "body", None) or [] if b.block_type == "activity"]
        chosen = [block.value["activity"] for block in blocks]
    missing = [a for a in chosen if a is None or not a.live or a.version_id is None]
    return [
        gettext("The activity “%(title)s” is not published yet: publish it first.")
        % {"title": "" if activity is None else activity.title}
        for activity in missing
    ]


check_register(playable_check)
