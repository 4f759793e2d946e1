"""Attendance of in-person sessions in the administration."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from courses.progress import attendance


class AttendanceMenuItem(MenuItem):
    """Shown to those who may record attendance."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        return bool(request.user.has_perm("courses.change_enrolment"))


@hooks.register("register_admin_urls")
def attendance_urls() -> list[URLPattern]:
    """Addresses below /admin/."""
    return [path("attendance/", attendance.attendance, name="attendance")]


@hooks.register("register_admin_menu_item")
def attendance_menu_item() -> Any:
    """Attendance, before the results."""
    return AttendanceMenuItem(
        _("Attendance"), reverse("attendance"), name="attendance", icon_name="group", order=250
    )


@hooks.register("register_log_actions")
def attendance_log_actions(actions: LogActionRegistry) -> None:
    """What the history says of an attendance recorded by staff."""

    @actions.register_action("courses.attendance")
    class AttendanceFormatter(LogFormatter):
        label = _("Record attendance")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return gettext("Attendance recorded: %(course)s, %(unit)s") % {
                "course": log_entry.data.get("course", ""),
                "unit": log_entry.data.get("unit", ""),
            }
