"""Cross-site protection for endpoints that scripts call with JSON."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = Callable[..., HttpResponseBase]


def json_or_csrf_token(view: View) -> View:
    """Accept JSON as such, and forms only with their token.

    Another site cannot send JSON with a person's cookies: a browser asks first (CORS), and we
    never answer that it may; the session cookie is SameSite=Lax besides. Plain forms, which it
    could send, need the token as everywhere.
    """
    protected = csrf_protect(view)

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        chosen = view if request.content_type == "application/json" else protected
        return chosen(request, *args, **kwargs)

    return csrf_exempt(checked)
