"""What verifiers anywhere fetch: the issuer's document and the status lists. Public, cacheable."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from certificates.credentials.issuer import issuer_document
from certificates.credentials.status import status_list

# A revocation is seen by others after this many seconds at most.
SECONDS = 60


def _publish(response: HttpResponse, content_type: str) -> HttpResponse:
    response["Content-Type"] = content_type
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    # Verifiers that run in a browser may read it from any site: it is public by nature.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def issuer(request: HttpRequest) -> HttpResponse:
    """The DID document of did:web."""
    return _publish(JsonResponse(issuer_document()), "application/did+json")


@require_safe
def status(request: HttpRequest, number: int) -> HttpResponse:
    """A status list, signed; kept for a minute so that it costs nothing under load."""
    key = f"status-list:{number}"
    document = cache.get(key)
    if document is None:
        document = status_list(number)
        cache.set(key, document, SECONDS)
    return _publish(JsonResponse(document), "application/vc")
