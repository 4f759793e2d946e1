"""What the history of the administration says about cohorts, dates and announcements."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from core.audit import AuditGroup, audit_register, audit_words
from courses.enrolment.enums import DueBasis


def _stated(data: dict[str, object], name: str) -> str:
    return audit_words(data.get(name)) or "-"


@hooks.register("register_log_actions")
def follow_up_log_actions(actions: LogActionRegistry) -> None:
    """Due dates, extensions, announcements, lists taken out, cohorts changed."""

    @actions.register_action("courses.due_dates")
    class DueDatesFormatter(LogFormatter):
        label = _("Set due dates")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return gettext("Due dates: from %(before)s to %(after)s") % {
                "before": _stated(log_entry.data, "from"),
                "after": _stated(log_entry.data, "to"),
            }

    @actions.register_action("courses.due_extension")
    class ExtensionFormatter(LogFormatter):
        label = _("Extend a due date")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return gettext("%(unit)s: from %(before)s to %(after)s, reason: %(reason)s") % {
                "unit": log_entry.data.get("unit", ""),
                "before": _stated(log_entry.data, "from"),
                "after": _stated(log_entry.data, "to"),
                "reason": log_entry.data.get("reason", ""),
            }

    @actions.register_action("courses.announcement")
    class AnnouncementFormatter(LogFormatter):
        label = _("Write an announcement")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            people = log_entry.data.get("people")
            if people == "all":
                return gettext("Announcement to all members: %(title)s") % {
                    "title": _stated(log_entry.data, "to")
                }
            return gettext("Announcement to %(count)s chosen: %(title)s") % {
                "title": _stated(log_entry.data, "to"),
                "count": people,
            }

    @actions.register_action("courses.cohort")
    class CohortFormatter(LogFormatter):
        label = _("Change a cohort")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return gettext("Cohort: from %(before)s to %(after)s") % {
                "before": _stated(log_entry.data, "from"),
                "after": _stated(log_entry.data, "to"),
            }

    @actions.register_action("courses.cohort_export")
    class CohortExportFormatter(LogFormatter):
        label = _("Export a cohort")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return gettext("List of members exported: %(format)s, %(rows)s rows, %(query)s") % {
                "format": log_entry.data.get("format", ""),
                "rows": log_entry.data.get("rows", 0),
                "query": log_entry.data.get("query") or "-",
            }


audit_register(
    AuditGroup.ENROLMENTS,
    ("courses.due_dates", "courses.due_extension", "courses.announcement", "courses.cohort"),
    words=(DueBasis,),
)
audit_register(AuditGroup.EXPORTS, ("courses.cohort_export",))
