"""What the history of the administration says about enrolments."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from courses.enrolment.enums import EventKind, RequestStatus


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

    @actions.register_action("courses.request")
    class RequestFormatter(LogFormatter):
        label = _("Decide on a request for a place")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            statuses = dict(RequestStatus.choices)
            return gettext("Request for a place: %(status)s (%(target)s)") % {
                "status": statuses.get(log_entry.data.get("to", ""), ""),
                "target": log_entry.data.get("target", ""),
            }
