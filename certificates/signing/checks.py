"""A production start refuses a signature that is worth nothing, or that cannot be made."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from certificates.signing.signer import (
    DEMONSTRATION,
    PKCS12,
    SignerUnavailableError,
    signer_get,
    signer_is_demonstration,
)

OTHERS_MAY = 0o077


@register(Tags.security, deploy=True)
def signature_is_configured(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse the demonstration authority, a signer that does not open, and loose key files."""
    if settings.PDF_SIGNER == DEMONSTRATION:
        return [
            Error(
                "PDF_SIGNER is the demonstration authority: its certificates prove nothing. Set"
                " PDF_SIGNER to pkcs12 or pkcs11 and name the organisation's certificate.",
                id="lms.E010",
            )
        ]
    try:
        signer = signer_get()
    except (SignerUnavailableError, OSError, ValueError) as error:
        return [Error(f"Certificates cannot be signed: {error}", id="lms.E011")]
    errors: list[CheckMessage] = []
    if signer_is_demonstration(signer):
        errors.append(Error("The signer's certificate is one of a demonstration.", id="lms.E010"))
    if settings.PDF_SIGNER == PKCS12 and file_is_open(Path(settings.PDF_SIGNING_PKCS12)):
        errors.append(
            Error("Others may read PDF_SIGNING_PKCS12: chmod 600 the file.", id="lms.E012")
        )
    if settings.PDF_SIGNING_LTV and not settings.PDF_SIGNING_CHAIN:
        errors.append(
            Error("PDF_SIGNING_LTV needs PDF_SIGNING_CHAIN, the chain as PEM.", id="lms.E013")
        )
    return errors


def file_is_open(path: Path) -> bool:
    """Whether others on the machine than its owner may read the file."""
    return bool(path.stat().st_mode & OTHERS_MAY)
