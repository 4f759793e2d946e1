"""Cohorts and reminders in the administration's menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry
from wagtail.snippets.models import register_snippet

from core.audit import AuditGroup, audit_register
from courses.enrolment.cohorts import views as cohorts
from courses.enrolment.cohorts.viewset import CohortViewSet
from courses.progress.reminders import admin as reminders

COHORTS = CohortViewSet()
RULES = reminders.ReminderRuleViewSet()
register_snippet(COHORTS)
register_snippet(RULES)


class CohortsMenuItem(MenuItem):
    """Shown to those who may change cohorts."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        return bool(request.user.has_perm("courses.change_cohort"))


class BoardMenuItem(MenuItem):
    """Shown to those who follow somebody."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person does."""
        return bool(request.user.has_perm("courses.view_enrolment"))


@hooks.register("register_admin_urls")
def follow_up_urls() -> list[URLPattern]:
    """Addresses below /admin/."""
    return [
        path("cohorts/<int:pk>/due-dates/", cohorts.due_dates, name="cohort_due_dates"),
        path("cohorts/<int:pk>/members/", cohorts.members, name="cohort_members"),
        path("reminders/plan/", reminders.plan, name="reminders_plan"),
        path("reminders/log/", reminders.log_list, name="reminders_log"),
        path("reminders/texts/", reminders.texts, name="reminder_texts"),
        path("reminders/texts/<slug:kind>/", reminders.text_edit, name="reminder_text_edit"),
    ]


@hooks.register("register_admin_menu_item")
def follow_up_menu() -> Any:
    """Cohorts, follow-up and reminders, after the people."""
    items = [
        CohortsMenuItem(
            _("Cohorts"), reverse(COHORTS.get_url_name("list")), name="cohorts", icon_name="group"
        ),
        BoardMenuItem(
            _("Follow-up"), reverse("courses:board_cohorts"), name="follow-up", icon_name="view"
        ),
        CohortsMenuItem(
            _("Reminders due now"),
            reverse("reminders_plan"),
            name="reminders-plan",
            icon_name="time",
        ),
        CohortsMenuItem(
            _("Reminders written"),
            reverse("reminders_log"),
            name="reminders-log",
            icon_name="history",
        ),
        CohortsMenuItem(
            _("Reminder rules"),
            reverse(RULES.get_url_name("list")),
            name="reminder-rules",
            icon_name="cog",
        ),
        CohortsMenuItem(
            _("Reminder texts"), reverse("reminder_texts"), name="reminder-texts", icon_name="mail"
        ),
    ]
    return SubmenuMenuItem(
        _("Cohorts"), Menu(items=items), name="cohorts-menu", icon_name="group", order=220
    )


@hooks.register("register_log_actions")
def reminder_log_actions(actions: LogActionRegistry) -> None:
    """What the history says of a text changed."""

    @actions.register_action("courses.reminder_text")
    class ReminderTextFormatter(LogFormatter):
        label = _("Change the text of a reminder")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return gettext("Text of a reminder changed: %(fields)s") % {
                "fields": ", ".join(log_entry.data.get("to", {}))
            }


audit_register(AuditGroup.ENROLMENTS, ("courses.reminder_text",))
