"""The person behind a request."""

from django.http import HttpRequest

from accounts.models import User


def request_user(request: HttpRequest) -> User:
    """Return the person of a view that requires login. Raises TypeError without one (a bug)."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("this view must require login")
    return user
