"""People and institutions in the administration."""

from collections.abc import Iterator
from datetime import UTC
from email import policy
from email.parser import Parser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.widgets import ListingButton
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from accounts.admin_audit import audit_list
from accounts.admin_duplicates import duplicate_compare, duplicate_list
from accounts.admin_people import NAMING, PersonForm
from accounts.admin_roles import person_roles
from accounts.desk import people_desk
from accounts.enums import ProposalStatus, Role
from accounts.http import request_user
from accounts.institutions import audit_words  # noqa: F401 (registers what the history says)
from accounts.institutions.merge_views import duplicates, merge
from accounts.institutions.views import activate, move
from accounts.institutions.viewset import OrganisationViewSet
from accounts.memberships.views import (
    institution_members,
    membership_edit,
    people_move,
    person_memberships,
)
from accounts.models import ConsentText, User
from accounts.scope import people_visible
from core.admin_tables import yes_no_column
from core.audit import AuditGroup, audit_register
from core.exceptions import PermissionRefusedError
from core.menus import AllowedMenuItem

MAILS_SHOWN = 50


def _moment(message: Any) -> Any:
    """When a mail was written. Its header says -0000: UTC, read by Python as no zone at all."""
    if message["Date"] is None:
        return None
    return message["Date"].datetime.replace(tzinfo=message["Date"].datetime.tzinfo or UTC)


def mail_list(request: HttpRequest) -> HttpResponse:
    """The latest mails of a platform that writes them to a folder; administrators only."""
    if not request.user.has_perm("accounts.change_user"):
        raise PermissionRefusedError
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    parser = Parser(policy=policy.default)
    mails = []
    for file in files[:MAILS_SHOWN]:
        message = parser.parsestr(file.read_text(encoding="utf-8"))
        body = message.get_body(("plain",))
        mails.append(
            {
                "to": message["To"],
                "subject": message["Subject"],
                "date": _moment(message),
                "text": body.get_content() if body else "",
            }
        )
    context = {"page_title": gettext("Mail written to the folder"), "mails": mails}
    return render(request, "accounts/admin_mails.html", context)


def _may_see_mails(user: Any) -> bool:
    """Administrators, where mail is written to a folder."""
    is_folder = settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")
    return is_folder and bool(user.has_perm("accounts.change_user"))


@hooks.register("register_admin_urls")
def people_urls() -> list[URLPattern]:
    """Addresses below /admin/."""
    return [
        path("mails/", mail_list, name="mail_list"),
        path("people/<uuid:uuid>/roles/", person_roles, name="person_roles"),
        path("audit/", audit_list, name="audit_list"),
        path("people/duplicates/", duplicate_list, name="duplicate_list"),
        path("people/duplicates/<int:pk>/", duplicate_compare, name="duplicate_compare"),
        path("people/<uuid:uuid>/institutions/", person_memberships, name="person_memberships"),
        path("people/move/", people_move, name="people_move"),
        path("memberships/<int:pk>/", membership_edit, name="membership_edit"),
        path("institutions/duplicates/", duplicates, name="institutions_duplicates"),
        path("institutions/<int:pk>/members/", institution_members, name="institution_members"),
        path("institutions/<int:pk>/move/", move, name="institution_move"),
        path("institutions/<int:pk>/merge/", merge, name="institution_merge"),
        path("institutions/<int:pk>/state/", activate, name="institution_activate"),
    ]


@hooks.register("register_snippet_listing_buttons")
def roles_button(snippet: Any, user: User, next_url: str | None = None) -> Iterator[ListingButton]:
    """Roles and institutions, beside each person, for administrators."""
    if isinstance(snippet, User) and user.has_perm("accounts.change_user"):
        url = reverse("person_roles", args=[snippet.uuid])
        yield ListingButton(_("Roles"), url=url, icon_name="group", priority=20)
        url = reverse("person_memberships", args=[snippet.uuid])
        yield ListingButton(_("Institutions"), url=url, icon_name="site", priority=21)


@hooks.register("register_snippet_listing_buttons")
def history_button(
    snippet: Any, user: User, next_url: str | None = None
) -> Iterator[ListingButton]:
    """What staff did about each person, for administrators."""
    if isinstance(snippet, User) and user.has_perm("accounts.change_user"):
        url = f"{reverse('audit_list')}?uuid={snippet.uuid}"
        yield ListingButton(_("History of actions"), url=url, icon_name="history", priority=30)


@hooks.register("register_log_actions")
def role_log_actions(actions: LogActionRegistry) -> None:
    """What the history says of roles and of institutions managed."""

    @actions.register_action("accounts.roles")
    class RolesFormatter(LogFormatter):
        label = _("Change roles")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            labels = dict(Role.choices)
            return gettext("Roles: %(before)s → %(after)s") % {
                name: ", ".join(str(labels.get(role, role)) for role in roles) or "–"
                for name, roles in _before_after(log_entry)
            }

    @actions.register_action("accounts.managed")
    class ManagedFormatter(LogFormatter):
        label = _("Change institutions managed")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return gettext("Institutions managed: %(before)s → %(after)s") % {
                name: ", ".join(codes) or "–" for name, codes in _before_after(log_entry)
            }

    @actions.register_action("accounts.identity")
    class IdentityFormatter(LogFormatter):
        label = _("Change how a person signs in")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            before, after = log_entry.data.get("from", {}), log_entry.data.get("to", {})
            return "; ".join(
                f"{NAMING[name]}: {before.get(name) or '–'} → {value or '–'}"
                for name, value in after.items()
            )

    @actions.register_action("accounts.merge")
    class MergeFormatter(LogFormatter):
        label = _("Merge two accounts")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return gettext("Account %(before)s merged into %(after)s") % {
                "before": log_entry.data.get("from", ""),
                "after": log_entry.data.get("to", ""),
            }

    @actions.register_action("accounts.not_duplicate")
    class NotDuplicateFormatter(LogFormatter):
        label = _("Say that two accounts are two people")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return gettext("Not a duplicate of %(other)s") % {
                "other": log_entry.data.get("other_name", "")
            }

    @actions.register_action("accounts.audit_export")
    class AuditExportFormatter(LogFormatter):
        label = _("Export the history")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return gettext("History exported: %(format)s, %(rows)s rows, %(query)s") % {
                "format": log_entry.data.get("format", ""),
                "rows": log_entry.data.get("rows", 0),
                "query": log_entry.data.get("query") or "-",
            }


audit_register(AuditGroup.ROLES, ("accounts.roles", "accounts.managed"), words=(Role,))
audit_register(
    AuditGroup.PEOPLE,
    ("accounts.merge", "accounts.not_duplicate", "accounts.identity"),
    words=(ProposalStatus,),
)
audit_register(AuditGroup.EXPORTS, ("accounts.audit_export",))


def _before_after(log_entry: ModelLogEntry) -> list[tuple[str, list[str]]]:
    data = log_entry.data
    return [("before", data.get("from", [])), ("after", data.get("to", []))]


hooks.register("register_desk_items", people_desk)


@hooks.register("register_admin_menu_item")
def mail_menu_item() -> MenuItem:
    """Mail, at the end."""
    return AllowedMenuItem(
        _("Mail"),
        reverse("mail_list"),
        allowed=_may_see_mails,
        name="mails",
        icon_name="mail",
        order=900,
    )


@hooks.register("register_admin_menu_item")
def duplicates_menu_item() -> MenuItem:
    """Likely duplicates, after the people."""
    return AllowedMenuItem(
        _("Likely duplicates"),
        reverse("duplicate_list"),
        permission="accounts.change_user",
        name="duplicates",
        icon_name="group",
        order=205,
    )


@hooks.register("register_admin_menu_item")
def audit_menu_item() -> MenuItem:
    """The history of actions, before the mail."""
    return AllowedMenuItem(
        _("History of actions"),
        reverse("audit_list"),
        permission="accounts.change_user",
        name="audit",
        icon_name="history",
        order=890,
    )


class PersonViewSet(SnippetViewSet):
    """People. Passwords and second factors are their own affair; roles are given by groups."""

    model = User
    icon = "user"
    menu_label = _("People")
    list_display = (
        "get_full_name",
        "username",
        "email",
        "gender",
        "language",
        yes_no_column("is_active", _("active")),
    )
    list_filter = ("gender", "language", "groups", "is_active", "is_staff")
    search_fields = (
        "username",
        "staff_number",
        "email",
        "phone",
        "given_name",
        "family_name",
        "given_name_ar",
        "family_name_ar",
    )
    copy_view_enabled = False
    panels = (
        FieldRowPanel([FieldPanel("username"), FieldPanel("staff_number")]),
        FieldRowPanel([FieldPanel("email"), FieldPanel("contact_email"), FieldPanel("phone")]),
        FieldRowPanel([FieldPanel("given_name"), FieldPanel("family_name")]),
        FieldRowPanel([FieldPanel("given_name_ar"), FieldPanel("family_name_ar")]),
        FieldRowPanel([FieldPanel("gender"), FieldPanel("birth_year"), FieldPanel("language")]),
        FieldPanel("is_active"),
    )

    def get_edit_handler(self) -> Any:
        """Panels with our form as base."""
        handler = super().get_edit_handler()
        handler.base_form_class = PersonForm
        return handler

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        """The form of the panels."""
        return self.get_edit_handler().get_form_class()

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Only the people whom this person may see by role; a merged account is nobody any more."""
        return people_visible(request_user(request)).filter(merged_into=None)


class ConsentTextViewSet(SnippetViewSet):
    """Texts on personal data; a version in force is not edited but followed by a new one."""

    model = ConsentText
    icon = "doc-full"
    list_display = ("version", "in_force_from")
    copy_view_enabled = False
    panels = (
        FieldPanel("version"),
        FieldPanel("in_force_from"),
        FieldPanel("body_fr"),
        FieldPanel("body_ar"),
    )


class PeopleGroup(SnippetViewSetGroup):
    """People."""

    menu_label = _("People")
    menu_icon = "group"
    menu_name = "people"
    menu_order = 200
    items = (PersonViewSet, OrganisationViewSet, ConsentTextViewSet)


register_snippet(PeopleGroup)
