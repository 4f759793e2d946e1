"""Planning sessions in the administration; what happens in them is on the trainer's pages."""

from typing import Any

from django.db.models import Q
from django.forms import ModelForm
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from accounts.enums import Scope
from accounts.http import request_user
from accounts.models import User
from accounts.scope import scope_holders
from core.audit import AuditGroup, audit_register
from core.menus import AllowedMenuItem
from courses.catalogue.models import Unit
from courses.workshops.desk import sessions_desk
from courses.workshops.enums import AttendanceState, SessionStatus, WorkshopStatus
from courses.workshops.models import Session
from courses.workshops.permissions import MANAGE_SESSIONS
from courses.workshops.services.sessions import session_changed, told_values


class SessionForm(WagtailAdminModelForm):
    """Units that are held in person, and people whose role lets them run a session."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if "unit" in fields:
            fields["unit"].queryset = Unit.objects.filter(
                kind="workshop", is_active=True
            ).select_related("course")
            fields["unit"].label_from_instance = lambda unit: f"{unit.course} · {unit}"
        if "trainers" in fields:
            offered = scope_holders(Scope.TRAINED, Scope.EVERYBODY)
            if self.instance.pk:
                offered |= Q(sessions_run=self.instance)
            fields["trainers"].queryset = User.objects.filter(offered).distinct()


class SessionPermissions(ModelPermissionPolicy):
    """A session is never deleted: people hold places and certificates by it. It is cancelled."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Everything but deleting, for those who have the permission."""
        return action != "delete" and bool(super().user_has_permission(user, action))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """A signed or cancelled session is not planned anew."""
        if action == "change" and not instance.is_planned:
            return False
        return self.user_has_permission(user, action)


class SessionEditView(EditView):
    """An edit that concerns people is told to them."""

    def get_object(self, *args: Any, **kwargs: Any) -> Session:
        """Remember what people were told so far."""
        session: Session = super().get_object(*args, **kwargs)
        self.told_before = told_values(session)
        return session

    def form_valid(self, form: ModelForm) -> Any:
        """Save, then tell."""
        response = super().form_valid(form)
        session_changed(
            session=form.instance, before=self.told_before, by=request_user(self.request)
        )
        return response


class SessionViewSet(SnippetViewSet):
    """Sessions."""

    model = Session
    icon = "date"
    menu_label = _("Sessions")
    menu_name = "sessions"
    menu_order = 250
    add_to_admin_menu = True
    list_display = ("__str__", "starts_at", "city", "cohort", "status")
    list_filter = ("status", "language", "city")
    search_fields = ("unit__title_fr", "unit__title_ar", "city", "place")
    copy_view_enabled = False
    inspect_view_enabled = False
    edit_view_class = SessionEditView
    panels = (
        FieldPanel("unit"),
        FieldPanel("cohort"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        MultiFieldPanel(
            [FieldPanel("city"), FieldPanel("place"), FieldPanel("video_url")], heading=_("Where")
        ),
        FieldRowPanel([FieldPanel("language"), FieldPanel("seats")]),
        FieldPanel("trainers"),
        MultiFieldPanel(
            [FieldPanel("practical_fr"), FieldPanel("practical_ar")],
            heading=_("Practical information"),
        ),
        InlinePanel("materials", heading=_("Materials"), label=_("Material")),
        FieldPanel("partial_percent"),
    )

    def get_edit_handler(self) -> Any:
        """Panels with our form as base."""
        handler = super().get_edit_handler()
        handler.base_form_class = SessionForm
        return handler

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        """The form of the panels."""
        return self.get_edit_handler().get_form_class()


register_permission_policy(Session, SessionPermissions(Session))
register_snippet(SessionViewSet)


def _may_run(user: Any) -> bool:
    """Trainers, and those who plan sessions."""
    return bool(user.has_perm(MANAGE_SESSIONS) or user.has_perm("courses.change_enrolment"))


@hooks.register("register_admin_menu_item")
def run_menu_item() -> MenuItem:
    """The way from the administration to the trainer's pages."""
    return AllowedMenuItem(
        _("Attendance"),
        reverse("courses:run_list"),
        allowed=_may_run,
        name="attendance",
        icon_name="group",
        order=255,
    )


ACTIONS: tuple[tuple[str, Any, Any], ...] = (
    ("courses.session_change", _("Change a session"), _("Session changed")),
    ("courses.session_cancel", _("Cancel a session"), _("Session cancelled")),
    ("courses.session_close", _("Close and sign a session"), _("Session closed and signed")),
    ("courses.attendance", _("Mark an attendance"), _("Attendance marked on the list")),
    (
        "courses.attendance_correct",
        _("Correct a signed attendance"),
        _("Attendance corrected"),
    ),
    ("courses.newcomer", _("Add somebody on the spot"), _("Person added on the spot")),
    ("courses.sheet_attach", _("Attach a signed sheet"), _("Signed sheet attached")),
    ("courses.workshop_review", _("Review a workshop"), _("Workshop reviewed")),
    ("courses.sheet_export", _("Print an attendance list"), _("Attendance list taken out as PDF")),
)
audit_register(
    AuditGroup.ATTENDANCE,
    (
        "courses.session_change",
        "courses.session_cancel",
        "courses.session_close",
        "courses.attendance",
        "courses.attendance_correct",
        "courses.newcomer",
        "courses.sheet_attach",
    ),
    words=(SessionStatus, AttendanceState),
)
audit_register(AuditGroup.RESULTS, ("courses.workshop_review",), words=(WorkshopStatus,))
audit_register(AuditGroup.EXPORTS, ("courses.sheet_export",))


hooks.register("register_desk_items", sessions_desk)


@hooks.register("register_log_actions")
def workshop_log_actions(actions: LogActionRegistry) -> None:
    """What the history says: the act, and why."""
    for code, action_label, said in ACTIONS:

        class Formatter(LogFormatter):
            label = action_label
            sentence = said

            def format_message(self, log_entry: ModelLogEntry) -> str:
                reason = log_entry.data.get("reason", "")
                if not reason:
                    return str(self.sentence)
                return gettext("%(act)s: %(reason)s") % {"act": self.sentence, "reason": reason}

        actions.register_action(code)(Formatter)
