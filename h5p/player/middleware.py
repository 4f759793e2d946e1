"""On the origin of packages there is nothing but packages."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from h5p.player.policy import own_origin

SERVED = ("/h5p/embed/", "/h5p/files/", "/h5p/libraries/")


class ContentOriginMiddleware:
    """Answer 404 to anything else on H5P_CONTENT_ORIGIN: no session, no page, no administration.

    Stands before the session, after the static files (which are public).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = settings.H5P_CONTENT_ORIGIN
        if wanted and own_origin(request) == wanted and not request.path.startswith(SERVED):
            return HttpResponse("not_found", status=404, content_type="text/plain")
        return self.get_response(request)
