"""PAdES signatures on archival PDFs (ETSI EN 319 142), with pyHanko.

Baseline B without a time stamp authority, T with one, LT and LTA with validation data. The
signature certifies the document: whoever changes it afterwards, even by adding, breaks it.
"""

import io

from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko_certvalidator import ValidationContext

from certificates.signing.signer import chain_load, signer_get

FIELD = "Signature"
# Attributes and structure around the certificates and the raw signature, generously.
_ENVELOPE = 1400


class ArchivalWriter(IncrementalPdfFileWriter):
    """Leaves the metadata as they are: pyHanko would rewrite what says that this is PDF/A."""

    def _update_meta(self) -> None:
        """Nothing to update: the date of the signature stands in the signature."""


def pdf_sign(pdf: bytes, *, reason: str = "", location: str = "") -> bytes:
    """Return the PDF with the organisation's signature.

    Raises SignerUnavailableError when the configuration names none, and pyHanko's SigningError or
    an OSError when the time stamp authority cannot be reached: the caller may try again.
    """
    signer = signer_get()
    timestamper = _timestamper()
    has_validation = settings.PDF_SIGNING_LTV
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason=reason or None,
        location=location or None,
        embed_validation_info=has_validation,
        use_pades_lta=has_validation and timestamper is not None,
        validation_context=_validation_context() if has_validation else None,
    )
    # With a time stamp the size is unknown: pyHanko asks the authority once to find it.
    reserved = None if timestamper else _size_of(signer)
    output = PdfSigner(metadata, signer=signer, timestamper=timestamper).sign_pdf(
        ArchivalWriter(io.BytesIO(pdf)), bytes_reserved=reserved
    )
    return bytes(output.getvalue())


def _timestamper() -> HTTPTimeStamper | None:
    if not settings.PDF_SIGNING_TSA_URL:
        return None
    auth = None
    if settings.PDF_SIGNING_TSA_USER:
        auth = (settings.PDF_SIGNING_TSA_USER, settings.PDF_SIGNING_TSA_PASSWORD)
    return HTTPTimeStamper(settings.PDF_SIGNING_TSA_URL, auth=auth, timeout=15)


def _validation_context() -> ValidationContext:
    """Trusts the configured chain's roots, and fetches revocation data while signing."""
    chain = chain_load(settings.PDF_SIGNING_CHAIN)
    return ValidationContext(
        trust_roots=[one for one in chain if one.self_signed in {"yes", "maybe"}],
        other_certs=chain,
        allow_fetching=True,
        revocation_mode="hard-fail",
    )


def _size_of(signer: Signer) -> int:
    """Hexadecimal digits that a signature without time stamp needs at most."""
    certificates = [*signer.cert_registry, signer.signing_cert]
    size = sum(len(one.dump()) for one in certificates if one is not None)
    return 2 * (size + _ENVELOPE + 512)
