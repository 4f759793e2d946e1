"""The issuer as did:web: its identifier and its document, which publishes the keys."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from certificates.credentials.keys import keys_good


def issuer_did() -> str:
    """Return the identifier, from the platform's public address."""
    return "did:web:" + urlsplit(settings.SITE_URL).netloc.replace(":", "%3A")


def issuer_document() -> dict[str, Any]:
    """Return the DID document: every key whose signatures count, none that was withdrawn."""
    did = issuer_did()
    methods = [
        {
            "id": f"{did}#{key.id}",
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": key.multibase,
        }
        for key in keys_good()
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
