"""THE way to a certificate's documents: signed once, stored, served as they are (see the ADR)."""

import logging
from collections.abc import Sequence
from typing import Literal

from certificates.credentials.badge import credential_make
from certificates.credentials.baking import credential_write, png_bake, svg_bake
from certificates.credentials.image import badge_draw
from certificates.credentials.keys import keys_good
from certificates.models import Certificate
from certificates.proof.models import DocumentKind
from certificates.proof.services import Made, document_keep
from certificates.rendering.page import certificate_page
from certificates.rendering.render import certificate_render
from certificates.signing.pdf import pdf_sign
from certificates.signing.signer import SignerUnavailableError, signer_describe, signer_get

logger = logging.getLogger(__name__)


def certificate_pdf(certificate: Certificate) -> bytes:
    """Return the certificate's signed PDF/A: the same bytes each time, whoever asks.

    Signed and stored at the first call, which takes some 30 ms (longer with a time stamp
    authority). Raises SignerUnavailableError when no signer is configured.
    """
    return document_keep(
        certificate=certificate, kind=DocumentKind.PDF, make=lambda: _pdf_make(certificate)
    )


def documents_make(*, certificate_ids: Sequence[int]) -> int:
    """Sign the PDFs of new certificates ahead, so that nobody waits for theirs; return how many.

    Idempotent: what is stored stays. Without a signer nothing is made, and nothing is lost: the
    first download signs.
    """
    rows = Certificate.objects.select_related("version").filter(pk__in=certificate_ids)
    try:
        return sum(1 for row in rows.order_by("pk") if certificate_pdf(row))
    except SignerUnavailableError:
        logger.warning("nothing can sign: %s PDFs left to their first download", len(rows))
        return 0


def _pdf_make(certificate: Certificate) -> Made:
    content = pdf_sign(certificate_render(certificate_page(certificate)), reason=certificate.serial)
    return Made(content=content, signed_by=signer_describe(signer_get()))


def certificate_credential(certificate: Certificate) -> bytes:
    """Return the certificate's Open Badges credential as JSON: the same bytes each time.

    Signed anew only when the key that signed it was withdrawn. Raises KeyMissingError.
    """
    good = {key.id for key in keys_good()}
    return document_keep(
        certificate=certificate,
        kind=DocumentKind.CREDENTIAL,
        make=lambda: _credential_make(certificate),
        is_usable=lambda row: row.signed_by in good,
    )


def _credential_make(certificate: Certificate) -> Made:
    document = credential_make(certificate)
    key_id = document["proof"]["verificationMethod"].partition("#")[2]
    return Made(content=credential_write(document), signed_by=key_id)


def certificate_badge(certificate: Certificate, image_format: Literal["png", "svg"]) -> bytes:
    """Return the badge's image with the credential inside it."""
    credential = certificate_credential(certificate)
    image = badge_draw(certificate.data, image_format)
    if image_format == "png":
        return png_bake(image, credential)
    return svg_bake(image.decode(), credential).encode()
