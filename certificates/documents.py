"""THE way to a certificate's documents: signed once, stored, served as they are (see the ADR)."""

from certificates.models import Certificate
from certificates.proof.models import DocumentKind
from certificates.proof.services import Made, document_keep
from certificates.rendering.page import page_build
from certificates.rendering.render import certificate_render
from certificates.signing.pdf import pdf_sign
from certificates.signing.signer import signer_describe, signer_get


def certificate_pdf(certificate: Certificate) -> bytes:
    """Return the certificate's signed PDF/A: the same bytes each time, whoever asks.

    Signed and stored at the first call, which takes some 30 ms (longer with a time stamp
    authority). Raises SignerUnavailableError when no signer is configured.
    """
    return document_keep(
        certificate=certificate, kind=DocumentKind.PDF, make=lambda: _pdf_make(certificate)
    )


def _pdf_make(certificate: Certificate) -> Made:
    page = page_build(data=certificate.data, serial=certificate.serial, code=certificate.check_code)
    content = pdf_sign(certificate_render(page), reason=certificate.serial)
    return Made(content=content, signed_by=signer_describe(signer_get()))
