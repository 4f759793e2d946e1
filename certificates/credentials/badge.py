"""The credential of a certificate: an OpenBadgeCredential about what its frozen data state."""

import uuid
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from certificates.credentials.contexts import CREDENTIALS_V2, OPEN_BADGES_V3
from certificates.credentials.issuer import issuer_did
from certificates.credentials.proof import moment_write, proof_add
from certificates.credentials.status import status_entry, status_number_of
from certificates.models import Certificate
from core.dates import duration_format


def credential_make(certificate: Certificate) -> dict[str, Any]:
    """Return the signed credential. No score, no identity number, no address of the person."""
    return proof_add(credential_build(certificate), created=certificate.issued_at)


def credential_build(certificate: Certificate) -> dict[str, Any]:
    """Return the credential without its proof."""
    data = certificate.data
    document: dict[str, Any] = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_V3],
        "id": f"urn:uuid:{certificate.uuid}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": _both(data, "course"),
        "issuer": {
            "id": issuer_did(),
            "type": ["Profile"],
            "name": _both(data, "issuer"),
            "url": settings.SITE_URL,
        },
        "validFrom": moment_write(certificate.issued_at),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": _identifiers(data),
            "licenseNumber": certificate.serial,
            "achievement": _achievement(data),
        },
        "credentialStatus": status_entry(status_number_of(certificate)),
    }
    if certificate.expires_at is not None:
        document["validUntil"] = moment_write(certificate.expires_at)
    return document


def _both(data: dict[str, Any], name: str) -> str:
    """Both languages in one line: the standard's names have no language."""
    texts = [data.get(f"{name}_fr", ""), data.get(f"{name}_ar", "")]
    return " · ".join(dict.fromkeys(text for text in texts if text))


def _identifiers(data: dict[str, Any]) -> list[dict[str, Any]]:
    names = dict.fromkeys(name for name in (data["name_latin"], data["name_arabic"]) if name)
    return [
        {
            "type": "IdentityObject",
            "hashed": False,
            "identityHash": name,
            "identityType": "name",
        }
        for name in names
    ]


def _achievement(data: dict[str, Any]) -> dict[str, Any]:
    # The same course on the same platform is the same achievement, in every credential.
    key = f"{settings.SITE_URL}/{data['kind']}/{data['course_code']}"
    return {
        "id": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, key)}",
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "name": _both(data, "course"),
        "description": "\n".join(_described(data, language) for language in ("fr", "ar")),
        "criteria": {"narrative": "\n".join(_required(language) for language in ("fr", "ar"))},
    }


def _described(data: dict[str, Any], language: str) -> str:
    with translation.override(language):
        text = data[f"course_{language}"]
        if data["minutes"]:
            hours = duration_format(data["minutes"])
            text += " – " + _("Nominal duration validated: %(hours)s") % {"hours": hours}
        return text


def _required(language: str) -> str:
    with translation.override(language):
        return _("All that the course requires was completed; the platform checked it.")
