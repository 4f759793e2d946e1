"""JSON-LD contexts from the npm packages that carry them: nothing is ever fetched."""

import json
from functools import lru_cache
from typing import Any

from django.conf import settings

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_V3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
_PREFIX = "module.exports = "


class ContextUnknownError(LookupError):
    """A document names a context that is not one of ours."""


@lru_cache(maxsize=1)
def contexts() -> dict[str, dict[str, Any]]:
    """Return the known contexts by their address."""
    folder = settings.NODE_MODULES
    credentials = folder / "@digitalbazaar" / "credentials-context" / "contexts" / "v2.jsonld"
    badges = folder / "@digitalcredentials" / "open-badges-context" / "js" / "contexts"
    script = (badges / "context-3.0.3.js").read_text()
    # The package wraps plain JSON in a CommonJS module.
    plain = script[script.index(_PREFIX) + len(_PREFIX) :].strip().rstrip(";")
    return {
        CREDENTIALS_V2: json.loads(credentials.read_text()),
        OPEN_BADGES_V3: json.loads(plain),
    }


def context_load(url: str, _options: dict[str, Any]) -> dict[str, Any]:
    """Answer PyLD's request for a context. Raises ContextUnknownError."""
    try:
        document = contexts()[url]
    except KeyError as error:
        raise ContextUnknownError(url) from error
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": document,
    }
