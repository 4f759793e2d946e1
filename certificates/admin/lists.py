"""The list of certificates, its filters, and the files made of what it shows."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from accounts.http import request_user
from certificates.admin.access import VIEW, needs
from certificates.exports import PRINT_MAX, ZIP_MAX, print_file, zip_stream
from certificates.forms import CertificateFilterForm
from certificates.models import Certificate
from certificates.selectors import certificates_filter, certificates_visible
from core.audit import audit_write

PER_PAGE = 50


def _shown(request: HttpRequest) -> tuple[CertificateFilterForm, list[int]]:
    """Return the filters and the ids that they leave, latest first."""
    form = CertificateFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = certificates_filter(certificates_visible(request_user(request)), wanted)
    return form, list(rows.values_list("pk", flat=True))


@needs(VIEW)
def certificate_index(request: HttpRequest) -> HttpResponse:
    """List, search and filter."""
    form = CertificateFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = certificates_filter(certificates_visible(request_user(request)), wanted)
    page = Paginator(rows.select_related("replaced_by", "issued_by"), PER_PAGE)
    filters = request.GET.copy()
    filters.pop("page", None)
    context = {
        "page_title": gettext("Certificates"),
        "page_obj": page.get_page(request.GET.get("page")),
        "form": form,
        "filters": filters.urlencode(),
    }
    return render(request, "certificates/admin/index.html", context)


def _refuse(request: HttpRequest, count: int, most: int) -> HttpResponse | None:
    """Send back to the list when there is nothing, or more than one file should hold."""
    if 0 < count <= most:
        return None
    if count:
        text = ngettext(
            "This file takes at most %(count)s certificate: narrow the filters.",
            "This file takes at most %(count)s certificates: narrow the filters.",
            most,
        ) % {"count": most}
    else:
        text = gettext("No certificate matches.")
    messages.error(request, text)
    return redirect(f"{reverse('certificate_index')}?{request.GET.urlencode()}")


def _written_down(request: HttpRequest, pks: list[int], form: str) -> None:
    """Who took whose certificates away belongs in the audit trail."""
    audit_write(
        action="certificates.export",
        instance=Certificate.objects.get(pk=pks[0]),
        by=request.user,
        title=form,
        format=form,
        rows=len(pks),
        filters=request.GET.urlencode(),
    )


@needs(VIEW)
def certificate_zip(request: HttpRequest) -> HttpResponseBase:
    """The PDFs of what the list shows, as one ZIP in a stream."""
    _form, pks = _shown(request)
    refused = _refuse(request, len(pks), ZIP_MAX)
    if refused is not None:
        return refused
    _written_down(request, pks, "zip")
    response = StreamingHttpResponse(zip_stream(pks), content_type="application/zip")
    name = f"attestations-{timezone.localdate():%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@needs(VIEW)
def certificate_print(request: HttpRequest) -> HttpResponseBase:
    """One PDF for the printer: valid certificates of the list, ordered by name."""
    _form, pks = _shown(request)
    rows = Certificate.objects.filter(pk__in=pks[: PRINT_MAX + 1], status="valid")
    found = list(rows.select_related("user", "version"))
    refused = _refuse(request, len(found) if len(pks) <= PRINT_MAX else len(pks), PRINT_MAX)
    if refused is not None:
        return refused
    _written_down(request, [row.pk for row in found], "print")
    content = print_file(found, crop_marks="marks" in request.GET)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"attestations-impression-{timezone.localdate():%Y-%m-%d}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
