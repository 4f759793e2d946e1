"""Revoke, correct, issue by hand: each with a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from accounts.http import request_user
from certificates.admin.access import ADD, CHANGE, needs
from certificates.exceptions import AlreadyIssuedError, NotInForceError
from certificates.forms import CorrectForm, HandForm, ReasonForm
from certificates.models import Certificate
from certificates.selectors import certificates_visible
from certificates.services import (
    certificate_correct,
    certificate_issue_by_hand,
    certificate_revoke,
)


def _certificate(request: HttpRequest, pk: int) -> Certificate:
    return get_object_or_404(certificates_visible(request_user(request)), pk=pk)


def form_page(request: HttpRequest, **context: Any) -> HttpResponse:
    """Render the page that all these forms share."""
    return render(request, "certificates/admin/form.html", context)


@needs(CHANGE)
def certificate_revoke_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke with a reason."""
    certificate = _certificate(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        certificate_revoke(certificate=certificate, reason=reason, by=request_user(request))
        messages.success(request, gettext("The certificate is revoked."))
        return redirect("certificate_index")
    return form_page(
        request,
        page_title=gettext("Revoke a certificate"),
        certificate=certificate,
        form=form,
        help=gettext(
            "The page that checks the certificate will say that it is revoked. Its data are kept."
            " The holder is written to, with the reason."
        ),
        label=gettext("Revoke"),
        is_danger=True,
    )


@needs(CHANGE)
def certificate_correct_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the name: a new certificate replaces this one."""
    certificate = _certificate(request, pk)
    names = {name: certificate.data[name] for name in ("name_latin", "name_arabic")}
    form = CorrectForm(request.POST or None, initial=names)
    if request.method == "POST" and form.is_valid():
        try:
            new = certificate_correct(
                certificate=certificate, by=request_user(request), **form.cleaned_data
            )
        except NotInForceError as error:
            messages.error(request, str(error))
        else:
            text = gettext("The certificate %(serial)s replaces the former one.")
            messages.success(request, text % {"serial": new.serial})
        return redirect("certificate_index")
    return form_page(
        request,
        page_title=gettext("Correct a name"),
        certificate=certificate,
        form=form,
        help=gettext(
            "A new certificate with the right name replaces this one, which stays in the list as"
            " replaced. The profile of the person is not changed here."
        ),
        label=gettext("Replace"),
    )


@needs(ADD)
def certificate_hand_view(request: HttpRequest) -> HttpResponse:
    """Issue one by hand."""
    form = HandForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            certificate = certificate_issue_by_hand(
                user=cleaned["person"],
                subject=cleaned["subject"],
                template=cleaned["template"],
                valid_months=cleaned["valid_months"],
                reason=cleaned["reason"],
                by=request_user(request),
            )
        except AlreadyIssuedError as error:
            form.add_error(None, str(error))
        else:
            text = gettext("The certificate %(serial)s is issued.")
            messages.success(request, text % {"serial": certificate.serial})
            return redirect("certificate_index")
    return form_page(
        request,
        page_title=gettext("Issue by hand"),
        form=form,
        help=gettext(
            "For a trainer, or for somebody whose proof came late. The rule is not asked; your"
            " reason is kept in the audit trail."
        ),
        label=gettext("Issue"),
    )
