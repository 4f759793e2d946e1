"""Turn domain errors into HTTP once, for pages and for scripts alike."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from core.exceptions import LmsError


def wants_json(request: HttpRequest) -> bool:
    """Return whether the client asked for JSON (our own scripts do)."""
    accepts = request.headers.get("Accept", "").startswith("application/json")
    return accepts or request.content_type == "application/json"


class LmsErrorMiddleware:
    """Answer a raised `LmsError` with its status, code and message in the person's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Handle domain errors only; anything else is a bug and stays a 500."""
        if not isinstance(exception, LmsError):
            return None
        if wants_json(request):
            return JsonResponse(
                {"code": exception.code, "message": str(exception.message), **exception.extra},
                status=exception.status,
            )
        return render(
            request, "core/domain_error.html", {"error": exception}, status=exception.status
        )
