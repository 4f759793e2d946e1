"""The holder asks for a correction of the name on a certificate."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from accounts.http import request_user
from certificates.enums import CertificateStatus, RequestStatus
from certificates.forms import CorrectionForm
from certificates.models import CorrectionRequest
from certificates.selectors import certificates_of
from certificates.services import correction_ask
from core.exceptions import NotFoundError

NAMES = ("given_name", "family_name", "given_name_ar", "family_name_ar")


@login_required
@never_cache
def correction(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask, or see that one was asked; of one's own certificates only."""
    user = request_user(request)
    certificate = certificates_of(user).filter(uuid=uuid).first()
    if certificate is None:
        raise NotFoundError
    initial = {name: getattr(user, name) for name in NAMES}
    form = CorrectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        correction_ask(
            certificate=certificate,
            names={name: form.cleaned_data[name] for name in NAMES},
            message=form.cleaned_data["message"],
        )
        messages.success(request, gettext("Your request was sent."))
        return redirect("certificates:list")
    pending = CorrectionRequest.objects.filter(
        certificate=certificate, status=RequestStatus.PENDING
    )
    context = {
        "certificate": certificate,
        "form": form,
        "pending": pending.exists(),
        "in_force": certificate.status == CertificateStatus.VALID,
    }
    return render(request, "certificates/correction.html", context)
