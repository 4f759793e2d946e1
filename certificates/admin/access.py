"""Who may do what here; asked by every view below."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase

from core.exceptions import PermissionRefusedError

View = Callable[..., HttpResponseBase]


def needs(permission: str) -> Callable[[View], View]:
    """Refuse who lacks the permission."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not request.user.has_perm(permission):
                raise PermissionRefusedError
            return view(request, *args, **kwargs)

        return guarded

    return decorate


VIEW = "certificates.view_certificate"
ADD = "certificates.add_certificate"
CHANGE = "certificates.change_certificate"
