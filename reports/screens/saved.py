"""Views that people saved under a name."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from accounts.http import request_user
from core.exceptions import NotFoundError
from reports.figures.reader import reader_of
from reports.models import SavedView
from reports.screens.question import Question

REPORTS = {"overview": "report_overview", "completion": "report_completion"}
NAME_MAX, QUERY_MAX = 80, 1000


def saved_context(asked: Question, report: str) -> dict[str, Any]:
    """Return what the pages show of saved views: one's own and those shared; one query."""
    found = SavedView.objects.filter(Q(owner=asked.user) | Q(is_shared=True))
    return {
        "report": report,
        "saved": [
            {
                "view": view,
                "url": f"{reverse(REPORTS[view.report])}?{view.query}",
                "is_own": view.owner_id == asked.user.pk,
            }
            for view in found
        ],
    }


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep an address under a name; the same name again replaces it."""
    user = request_user(request)
    reader_of(user)
    report = request.POST.get("report", "")
    if report not in REPORTS:
        raise NotFoundError
    name = request.POST.get("name", "").strip()[:NAME_MAX]
    query = request.POST.get("query", "")[:QUERY_MAX]
    back = f"{reverse(REPORTS[report])}?{query}"
    if not name:
        messages.error(request, _("Give the view a name."))
        return redirect(back)
    SavedView.objects.update_or_create(
        owner=user,
        name=name,
        defaults={"report": report, "query": query, "is_shared": "shared" in request.POST},
    )
    messages.success(request, _("View saved."))
    return redirect(back)


@require_POST
def delete(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Delete one's own view."""
    user = request_user(request)
    reader_of(user)
    view = get_object_or_404(SavedView, uuid=uuid, owner=user)
    view.delete()
    messages.success(request, _("View deleted."))
    return redirect("report_overview")
