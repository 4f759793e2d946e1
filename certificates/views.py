"""The holder's certificates, and the public page that checks one."""

from http import HTTPStatus
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from accounts.http import request_user
from certificates.check_code import CodeMalformedError, code_format
from certificates.documents import certificate_pdf
from certificates.forms import VerifyForm
from certificates.selectors import (
    certificate_find,
    certificate_lookup,
    certificates_held,
    enrolments_awaiting,
)
from core.ratelimit import rate_limit


@login_required
@never_cache
def certificate_list(request: HttpRequest) -> HttpResponse:
    """The person's certificates, and the courses whose certificate is being prepared."""
    certificates = certificates_held(request_user(request))
    pending = enrolments_awaiting(request_user(request))
    template = "certificates/_list.html" if request.htmx else "certificates/list.html"  # type: ignore[attr-defined]
    return render(request, template, {"certificates": certificates, "pending": pending})


@login_required
def certificate_download(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The signed PDF: the same bytes each time."""
    certificate = certificate_find(uuid=uuid, user=request_user(request))
    response = HttpResponse(certificate_pdf(certificate), content_type="application/pdf")
    title = certificate.data[f"course_{(get_language() or 'fr')[:2]}"][:80]
    response["Content-Disposition"] = (
        f'attachment; filename="{certificate.serial}.pdf"; '
        f"filename*=UTF-8''{quote(f'{certificate.serial} {title}.pdf')}"
    )
    response["Cache-Control"] = "private, no-store"
    return response


def verify_form(request: HttpRequest) -> HttpResponse:
    """Ask for a code; a well-formed one leads to its page."""
    form = VerifyForm(request.GET or None)
    if form.is_valid():
        # A code of slashes alone would leave no address: the dash is answered as malformed.
        code = form.cleaned_data["code"].replace("/", "") or "-"
        return redirect("certificates:verify", code=code)
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "certificates/verify_form.html", {"form": form}, status=status)


@never_cache
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say to anybody whether a certificate is genuine: for whom, what, when; nothing more."""
    rate_limit(request, scope="verify", limit=settings.LMS_VERIFY_PER_MINUTE, seconds=60)
    try:
        lookup = certificate_lookup(code)
    except CodeMalformedError as error:
        context = {"form": VerifyForm(initial={"code": code[:40]}), "malformed": error.message}
        response = render(
            request, "certificates/verify_form.html", context, status=HTTPStatus.BAD_REQUEST
        )
    else:
        certificate = lookup.certificate
        context = {
            "lookup": lookup,
            "certificate": certificate,
            "data": certificate.data if certificate else None,
            "code": code_format(certificate.check_code) if certificate else code,
        }
        status = HTTPStatus.OK if certificate else HTTPStatus.NOT_FOUND
        response = render(request, "certificates/verify.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
