"""The holder's certificates."""

from typing import Literal, cast
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import request_user
from certificates.documents import certificate_badge, certificate_credential, certificate_pdf
from certificates.holder.forms import SharingForm
from certificates.holder.linkedin import linkedin_url
from certificates.holder.selectors import certificates_all
from certificates.holder.services import sharing_set
from certificates.holder.transcript import transcript_make
from certificates.models import Certificate
from certificates.proof.models import NameShown
from certificates.renewal import renewals_open
from certificates.selectors import certificate_find, enrolments_awaiting
from certificates.verification.facts import names_seen
from core.exceptions import LmsError, NotFoundError
from core.ratelimit import rate_limit

TRANSCRIPTS, TRANSCRIPTS_SECONDS = 10, 600
BADGES = {"png": "image/png", "svg": "image/svg+xml", "json": "application/vc"}


@login_required
@never_cache
@require_safe
def certificate_list(request: HttpRequest) -> HttpResponse:
    """All certificates of the person, and those being prepared."""
    user = request_user(request)
    certificates = list(certificates_all(user))
    # What ends may be renewed: one more query, only for those who have such a certificate.
    renewals = renewals_open(certificates) if any(row.expires_at for row in certificates) else {}
    cards = [_card(row, renewals.get(row.pk, "")) for row in certificates]
    context = {
        "valid": [card for card in cards if card["state"] == "valid"],
        "past": [card for card in cards if card["state"] != "valid"],
        "pending": enrolments_awaiting(user),
    }
    template = "certificates/_list.html" if request.htmx else "certificates/list.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _card(certificate: Certificate, renewal: str) -> dict[str, object]:
    """What the page shows of one certificate."""
    language = (get_language() or "fr")[:2]
    sharing = getattr(certificate, "sharing", None)
    shared_url = linkedin = ""
    if sharing is not None and sharing.is_public:
        shared_url = settings.SITE_URL + reverse("certificates:shared", args=[sharing.token])
        linkedin = linkedin_url(certificate, shared_url=shared_url, language=language)
    form = SharingForm(
        initial={
            "name_shown": sharing.name_shown if sharing else NameShown.INITIALS,
            "is_public": bool(sharing and sharing.is_public),
        },
        auto_id=f"id_{certificate.pk}_%s",
    )
    return {
        "certificate": certificate,
        "renewal": renewal,
        "state": certificate.state,
        "title": certificate.data.get(f"course_{language}") or certificate.data["course_fr"],
        "sharing": sharing,
        "shared_url": shared_url,
        "linkedin": linkedin,
        "form": form,
        "seen": names_seen(certificate),
    }


@login_required
@require_safe
def certificate_download(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The signed PDF: the same bytes each time."""
    certificate = certificate_find(uuid=uuid, user=request_user(request))
    return _attachment(certificate, certificate_pdf(certificate), "pdf", "application/pdf")


@login_required
@require_safe
def certificate_badge_download(request: HttpRequest, uuid: UUID, ending: str) -> HttpResponse:
    """The credential as JSON, or baked into an image."""
    if ending not in BADGES:
        raise NotFoundError
    certificate = certificate_find(uuid=uuid, user=request_user(request))
    if ending == "json":
        content = certificate_credential(certificate)
    else:
        content = certificate_badge(certificate, cast(Literal["png", "svg"], ending))
    return _attachment(certificate, content, ending, BADGES[ending])


def _attachment(
    certificate: Certificate, content: bytes, ending: str, content_type: str
) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    language = (get_language() or "fr")[:2]
    title = (certificate.data.get(f"course_{language}") or certificate.data["course_fr"])[:80]
    response["Content-Disposition"] = (
        f'attachment; filename="{certificate.serial}.{ending}"; '
        f"filename*=UTF-8''{quote(f'{certificate.serial} {title}.{ending}')}"
    )
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def certificate_sharing(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Change what others see. For the holder alone, not for staff."""
    user = request_user(request)
    certificate = certificates_all(user).filter(uuid=uuid).first()
    if certificate is None:
        raise NotFoundError
    form = SharingForm(request.POST)
    if not form.is_valid():
        raise LmsError
    sharing = sharing_set(certificate=certificate, **form.cleaned_data)
    if sharing.is_public:
        messages.success(request, gettext("The public page is on. You can copy its address."))
    else:
        messages.success(request, gettext("Saved. There is no public page."))
    return redirect(reverse("certificates:list") + f"#certificate-{certificate.serial}")


@login_required
@never_cache
@require_POST
def transcript(request: HttpRequest) -> HttpResponse:
    """The transcript of today, signed; with results only when the person asks for them."""
    user = request_user(request)
    # Each is laid out and signed anew: nobody needs more.
    rate_limit(
        request,
        scope="transcript",
        limit=TRANSCRIPTS,
        seconds=TRANSCRIPTS_SECONDS,
        person=str(user.pk),
    )
    content = transcript_make(user=user, has_results=request.POST.get("results") == "on")
    response = HttpResponse(content, content_type="application/pdf")
    name = quote(gettext("Transcript") + ".pdf")
    response["Content-Disposition"] = (
        f"attachment; filename=\"transcript.pdf\"; filename*=UTF-8''{name}"
    )
    response["Cache-Control"] = "private, no-store"
    return response
