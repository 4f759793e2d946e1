"""The list of certificates, its filters, and the files made of what it shows."""

from uuid import UUID

from django.contrib import messages
from django.core.files.storage import storages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.http import request_user
from certificates.admin.access import VIEW, needs
from certificates.exports import PRINT_MAX, ZIP_MAX
from certificates.forms import CertificateFilterForm
from certificates.models import Certificate, CertificateFile
from certificates.models.file import FileForm
from certificates.selectors import certificates_filter, certificates_visible
from certificates.services.files import file_ask, file_name_shown
from core.exceptions import PermissionRefusedError

PER_PAGE = 50
FILES_SHOWN = 20


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


def _ask(request: HttpRequest, form: FileForm, pks: list[int], most: int) -> HttpResponse:
    refused = _refuse(request, len(pks), most)
    if refused is not None:
        return refused
    file_ask(form=form, ids=pks, by=request_user(request), filters=request.GET.urlencode())
    messages.success(request, gettext("The file is being made. You can fetch it from this page."))
    return redirect("certificate_files")


@needs(VIEW)
@require_POST
def certificate_zip(request: HttpRequest) -> HttpResponse:
    """Ask for the PDFs of what the list shows, as one ZIP."""
    _form, pks = _shown(request)
    return _ask(request, FileForm.ZIP, pks, ZIP_MAX)


@needs(VIEW)
@require_POST
def certificate_print(request: HttpRequest) -> HttpResponse:
    """Ask for one PDF for the printer: the valid certificates of the list, ordered by name."""
    _form, pks = _shown(request)
    form = FileForm.MARKS if "marks" in request.POST else FileForm.PRINT
    valid = Certificate.objects.filter(pk__in=pks, status="valid").values_list("pk", flat=True)
    return _ask(request, form, list(valid), PRINT_MAX)


@needs(VIEW)
@require_safe
def certificate_files(request: HttpRequest) -> HttpResponse:
    """One's own files: how far they are, and for how long they are there."""
    rows = list(CertificateFile.objects.filter(created_by=request_user(request))[:FILES_SHOWN])
    context = {
        "page_title": gettext("Files of certificates"),
        "rows": rows,
        "is_running": any(row.state == "running" for row in rows),
    }
    return render(request, "certificates/admin/files.html", context)


@needs(VIEW)
@require_safe
def certificate_file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The file, in a stream: for who asked for it, while they may see all that is in it."""
    user = request_user(request)
    row = get_object_or_404(CertificateFile, uuid=uuid, created_by=user)
    if row.state != "ready":
        raise Http404
    seen = certificates_visible(user).filter(pk__in=row.certificate_ids).count()
    if seen != row.total:
        raise PermissionRefusedError
    response = FileResponse(
        storages["default"].open(row.file), as_attachment=True, filename=file_name_shown(row)
    )
    response["Cache-Control"] = "private, no-store"
    return response
