"""Requests for a correction: accept or decline, with a reason."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from accounts.http import request_user
from certificates.admin.access import CHANGE, needs
from certificates.exceptions import CorrectionDecidedError, NotInForceError
from certificates.forms import ReasonForm
from certificates.models import CorrectionRequest
from certificates.selectors import corrections_visible
from certificates.services import correction_accept, correction_decline

PER_PAGE = 50


@needs(CHANGE)
def correction_index(request: HttpRequest) -> HttpResponse:
    """Undecided ones first."""
    rows = Paginator(corrections_visible(request_user(request)), PER_PAGE)
    context = {
        "page_title": gettext("Requests for corrections"),
        "page_obj": rows.get_page(request.GET.get("page")),
    }
    return render(request, "certificates/admin/corrections.html", context)


@needs(CHANGE)
def correction_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or decline one."""
    asked = get_object_or_404(corrections_visible(request_user(request)), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _decide(request, asked, form.cleaned_data["reason"])
        return redirect("certificate_corrections")
    context = {
        "page_title": gettext("Request for a correction"),
        "asked": asked,
        "certificate": asked.certificate,
        "form": form,
    }
    return render(request, "certificates/admin/correction.html", context)


def _decide(request: HttpRequest, asked: CorrectionRequest, reason: str) -> None:
    by = request_user(request)
    try:
        if "accept" in request.POST:
            new = correction_accept(request=asked, reason=reason, by=by)
            text = gettext("The certificate %(serial)s replaces the former one.")
            messages.success(request, text % {"serial": new.serial})
        else:
            correction_decline(request=asked, reason=reason, by=by)
            messages.success(request, gettext("The request is declined; the holder reads why."))
    except (CorrectionDecidedError, NotInForceError) as error:
        messages.error(request, str(error))
