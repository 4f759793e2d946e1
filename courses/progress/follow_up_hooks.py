"""Cohorts and reminders in the administration's menu."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry
from wagtail.snippets.models import register_snippet

from core.audit import AuditGroup, audit_register
from core.menus import AllowedMenuItem
from courses.enrolment.cohorts import views as cohorts
from courses.enrolment.cohorts.viewset import CohortViewSet
from courses.progress.reminders import admin as reminders

COHORTS = CohortViewSet()
RULES = reminders.ReminderRuleViewSet()
CHANGE = "courses.change_cohort"
register_snippet(COHORTS)
register_snippet(RULES)


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
    cohorts_list, rules_list = (one.get_url_name("list") for one in (COHORTS, RULES))
    entries = [
        (_("Cohorts"), cohorts_list, "cohorts", "group", CHANGE),
        (_("Follow-up"), "courses:board_cohorts", "follow-up", "view", "courses.view_enrolment"),
        (_("Reminders due now"), "reminders_plan", "reminders-plan", "time", CHANGE),
        (_("Reminders written"), "reminders_log", "reminders-log", "history", CHANGE),
        (_("Reminder rules"), rules_list, "reminder-rules", "cog", CHANGE),
        (_("Reminder texts"), "reminder_texts", "reminder-texts", "mail", CHANGE),
    ]
    items = [
        AllowedMenuItem(label, reverse(url), permission=permission, name=name, icon_name=icon)
        for label, url, name, icon, permission in entries
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
