"""Attendance of in-person sessions in the administration."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

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
