"""Data Integrity proofs with the cryptosuite eddsa-rdfc-2022 (W3C Recommendation)."""

import datetime as dt
import hashlib
from typing import Any

from pyld import jsonld

from certificates.credentials.base58 import base58_encode
from certificates.credentials.contexts import context_load
from certificates.credentials.issuer import issuer_did
from certificates.credentials.keys import key_active, sign


def proof_add(document: dict[str, Any], *, created: dt.datetime) -> dict[str, Any]:
    """Return the document with the issuer's proof. Raises KeyMissingError.

    Terms that no context defines would not be covered by the signature: documents use none.
    """
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": moment_write(created),
        "verificationMethod": f"{issuer_did()}#{key_active().id}",
        "proofPurpose": "assertionMethod",
    }
    content = _digest({"@context": document["@context"], **proof}) + _digest(document)
    _key, signature = sign(content)
    return {**document, "proof": {**proof, "proofValue": "z" + base58_encode(signature)}}


def moment_write(moment: dt.datetime) -> str:
    """Return a moment as credentials write it: UTC, whole seconds."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _digest(document: dict[str, Any]) -> bytes:
    canonical = jsonld.normalize(
        document,
        {
            "algorithm": "URDNA2015",
            "format": "application/n-quads",
            "documentLoader": context_load,
        },
    )
    return hashlib.sha256(canonical.encode()).digest()
