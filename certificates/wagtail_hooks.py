"""Certificates in the administration: menu, addresses, and what the history says of acts."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry
from wagtail.snippets.models import register_snippet

from certificates.admin import acts, bulk, corrections, issues, lists
from certificates.admin.access import ADD, CHANGE, VIEW
from certificates.admin.desk import certificates_desk
from certificates.admin.viewsets import CertificateRuleViewSet, CertificateTemplateViewSet
from certificates.enums import CertificateStatus
from certificates.models import CertificateRule, CertificateTemplate
from core.audit import AuditGroup, audit_register
from core.menus import AllowedMenuItem

register_snippet(CertificateTemplateViewSet)
register_snippet(CertificateRuleViewSet)


# Action, what the history calls it, and the sentence with its reason.
ACTIONS = (
    ("certificates.revoke", _("Revoke a certificate"), _("Certificate revoked: %(reason)s")),
    (
        "certificates.correct",
        _("Correct a certificate"),
        _("Certificate %(from)s replaced by %(to)s: %(reason)s"),
    ),
    ("certificates.issue", _("Issue by hand"), _("Certificate %(to)s issued: %(reason)s")),
    (
        "certificates.issue_bulk",
        _("Issue in bulk"),
        _("Issue in bulk started for %(people)s people"),
    ),
    (
        "certificates.name_correct",
        _("Correct a name"),
        _("Name %(from)s corrected to %(to)s: %(reason)s"),
    ),
    (
        "certificates.correction_decline",
        _("Decline a correction"),
        _("Correction declined: %(reason)s"),
    ),
    (
        "certificates.export",
        _("Export certificates"),
        _("%(rows)s certificates exported (%(format)s)"),
    ),
)
audit_register(
    AuditGroup.CERTIFICATES,
    [code for code, _name, _sentence in ACTIONS if code != "certificates.export"],
    words=(CertificateStatus,),
)
audit_register(AuditGroup.EXPORTS, ("certificates.export",))
BLANK = dict.fromkeys(("from", "to", "reason", "people", "rows", "format"), "")


hooks.register("register_desk_items", certificates_desk)


@hooks.register("register_log_actions")
def certificate_log_actions(actions: LogActionRegistry) -> None:
    """What the history says of each act: from, to, and why."""
    for code, name, sentence in ACTIONS:
        actions.register_action(code)(_formatter(name, sentence))


def _formatter(name: Any, sentence: Any) -> type[LogFormatter]:
    class Formatter(LogFormatter):
        label = name

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return str(sentence % {**BLANK, **log_entry.data})

    return Formatter


@hooks.register("register_admin_urls")
def certificate_urls() -> list[URLPattern]:
    """Addresses below /admin/."""
    return [
        path("certificates/", lists.certificate_index, name="certificate_index"),
        path("certificates/zip/", lists.certificate_zip, name="certificate_zip"),
        path("certificates/print/", lists.certificate_print, name="certificate_print"),
        path("certificates/issues/", issues.certificate_issues, name="certificate_issues"),
        path("certificates/files/", lists.certificate_files, name="certificate_files"),
        path("certificates/files/<uuid:uuid>/", lists.certificate_file, name="certificate_file"),
        path("certificates/issue/", acts.certificate_hand_view, name="certificate_hand"),
        path("certificates/jobs/", bulk.issue_jobs, name="certificate_jobs"),
        path(
            "certificates/jobs/<uuid:uuid>/resume/",
            bulk.issue_job_resume,
            name="certificate_job_resume",
        ),
        path(
            "certificates/corrections/",
            corrections.correction_index,
            name="certificate_corrections",
        ),
        path(
            "certificates/corrections/<int:pk>/",
            corrections.correction_decide,
            name="certificate_correction",
        ),
        path(
            "certificates/<int:pk>/revoke/", acts.certificate_revoke_view, name="certificate_revoke"
        ),
        path(
            "certificates/<int:pk>/correct/",
            acts.certificate_correct_view,
            name="certificate_correct",
        ),
    ]


def _item(text: Any, name: str, permission: str, icon: str, order: int) -> AllowedMenuItem:
    return AllowedMenuItem(
        text, reverse(name), name=name, permission=permission, icon_name=icon, order=order
    )


def _items() -> list[MenuItem]:
    models: tuple[Any, Any] = (CertificateTemplate, CertificateRule)
    templates, rules = (model.snippet_viewset.get_menu_item(50) for model in models)
    return [
        _item(_("Issued"), "certificate_index", VIEW, "list-ul", 10),
        _item(_("Issue by hand"), "certificate_hand", ADD, "plus-inverse", 20),
        _item(_("Issue in bulk"), "certificate_jobs", ADD, "group", 30),
        _item(_("Files"), "certificate_files", VIEW, "download", 45),
        _item(_("Requests for corrections"), "certificate_corrections", CHANGE, "edit", 40),
        templates,
        rules,
    ]


@hooks.register("register_admin_menu_item")
def certificate_menu_item() -> SubmenuMenuItem:
    """Certificates, after the results."""
    return SubmenuMenuItem(
        _("Certificates"),
        Menu(items=_items()),
        name="certificates",
        icon_name="success",
        order=350,
    )
