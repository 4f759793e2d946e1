"""The answer for machines: one JSON object, described by a JSON Schema that we serve."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from certificates.verification.facts import Facts

STATES = ["valid", "expired", "revoked", "replaced", "unknown"]
_TEXT = {"type": "string"}
_DAY = {"type": ["string", "null"], "format": "date"}
_BOTH = {
    "type": "object",
    "properties": {"fr": _TEXT, "ar": _TEXT},
    "required": ["fr", "ar"],
    "additionalProperties": False,
}


def schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12). Additions are possible; nothing here will change."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{settings.SITE_URL}{reverse('verify_schema')}",
        "title": "Answer about a certificate",
        "description": "State of a certificate and what its holder lets others see. For an unknown"
        " code there is only the state.",
        "type": "object",
        "required": ["state"],
        "properties": {
            "state": {"enum": STATES},
            "serial": _TEXT,
            "holder": {
                "type": "object",
                "description": "The name in Latin and in Arabic letters: initials, or in full where"
                " the holder agreed to it; empty where there is none.",
                "properties": {"latin": _TEXT, "arabic": _TEXT},
                "required": ["latin", "arabic"],
                "additionalProperties": False,
            },
            "title": _BOTH,
            "issuer": _BOTH,
            "minutes": {"type": "integer", "minimum": 0},
            "minutes_in_person": {"type": "integer", "minimum": 0},
            "completed_on": _DAY,
            "issued_on": _DAY,
            "expires_on": _DAY,
            "revoked_on": _DAY,
            "replaced_by": {
                "type": ["string", "null"],
                "format": "uri",
                "description": "Where the answer about the newer certificate is.",
            },
            "pdf_sha256": {
                "type": ["string", "null"],
                "description": "SHA-256 of the signed PDF; null as long as nobody asked for it.",
            },
        },
    }


def answer(facts: Facts | None) -> dict[str, Any]:
    """Return the answer, as the schema describes it."""
    if facts is None:
        return {"state": "unknown"}
    return {
        "state": facts.state,
        "serial": facts.serial,
        "holder": {"latin": facts.name_latin, "arabic": facts.name_arabic},
        "title": {"fr": facts.title_fr, "ar": facts.title_ar},
        "issuer": {"fr": facts.issuer_fr, "ar": facts.issuer_ar},
        "minutes": facts.minutes,
        "minutes_in_person": facts.minutes_in_person,
        "completed_on": facts.completed_on,
        "issued_on": facts.issued_on,
        "expires_on": facts.expires_on,
        "revoked_on": facts.revoked_on,
        "replaced_by": verify_json_url(facts.replaced_by) if facts.replaced_by else None,
        "pdf_sha256": facts.pdf_sha256 or None,
    }


def verify_json_url(code: str) -> str:
    """Return the address of the answer for machines."""
    return f"{settings.SITE_URL}{reverse('verify_json', args=[code])}"
