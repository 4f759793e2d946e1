"""The history page of the administration, and its file."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.audit.selectors import entries_filter, entries_visible, lines_read, may_read
from accounts.http import request_user
from core.audit import AuditGroup, audit_write
from core.exceptions import PermissionRefusedError
from core.sheets import Sheet, sheet_answer

PER_PAGE = 50
EXPORT_MAX = 50_000
FORMATS = ("csv", "xlsx")


class AuditFilterForm(forms.Form):
    """Which entries."""

    person = forms.CharField(label=_("Person concerned"), required=False, max_length=100)
    actor = forms.CharField(label=_("Done by"), required=False, max_length=100)
    group = forms.ChoiceField(
        label=_("What it is about"), required=False, choices=[("", _("All")), *AuditGroup.choices]
    )
    about = forms.CharField(label=_("Words in the title"), required=False, max_length=100)
    since = forms.DateField(
        label=_("From the day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To the day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The days in order."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", gettext("This day is before the first one."))
        return data


@require_GET
def audit_list(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """What staff did for others, latest first; as a page or a file. Administrators only."""
    user = request_user(request)
    if not may_read(user):
        raise PermissionRefusedError
    form = AuditFilterForm(request.GET)
    context: dict[str, Any] = {"page_title": gettext("History of actions"), "form": form}
    if not form.is_valid():
        return render(request, "accounts/admin_audit.html", context, status=HTTPStatus.BAD_REQUEST)
    rows = entries_filter(entries_visible(user), form.cleaned_data)
    query = urlencode(
        [(name, value) for name, value in request.GET.items() if name in form.fields and value]
    )
    kind = request.GET.get("format", "")
    if kind in FORMATS:
        return _file(request, rows, kind, query)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context |= {"page_obj": page, "lines": list(lines_read(page)), "query": query}
    return render(request, "accounts/admin_audit.html", context)


def _file(
    request: HttpRequest, rows: Any, kind: str, query: str
) -> HttpResponse | StreamingHttpResponse:
    """The entries as a table; that somebody took them out is an entry itself."""
    count = rows.count()
    if count > EXPORT_MAX:
        messages.error(
            request,
            gettext("A file takes at most %(count)s entries: narrow the search.")
            % {"count": EXPORT_MAX},
        )
        return redirect(f"{reverse('audit_list')}?{query}")
    user = request_user(request)
    # The entry of this very export is not in the file: the moment is fixed before.
    until = timezone.now()
    audit_write(
        action="accounts.audit_export",
        instance=user,
        by=user,
        title=gettext("History of actions"),
        format=kind,
        rows=count,
        query=query,
    )
    found = rows.filter(timestamp__lt=until).iterator(chunk_size=500)
    sheet = Sheet(title=gettext("History of actions"), columns=_columns(), rows=_table(found))
    return sheet_answer(sheet, name="historique", kind=kind)


def _columns() -> list[str]:
    return [
        gettext("Date and time (Morocco)"),
        gettext("Done by"),
        gettext("What it is about"),
        gettext("Action"),
        gettext("Person concerned"),
        gettext("Object"),
        gettext("From"),
        gettext("To"),
        gettext("Reason"),
        gettext("In words"),
    ]


def _table(entries: Any) -> Iterator[list[Any]]:
    for line in lines_read(entries):
        yield [
            f"{timezone.localtime(line.at):%d/%m/%Y %H:%M:%S}",
            line.actor,
            line.group,
            line.act,
            line.person,
            f"{line.kind} · {line.about}" if line.kind else line.about,
            line.before,
            line.after,
            line.reason,
            line.sentence,
        ]
