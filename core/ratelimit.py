"""A small limit per address or person, on the shared cache."""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

from core.exceptions import TooManyRequestsError


def rate_limit(
    request: HttpRequest, *, scope: str, limit: int, seconds: int, person: str = ""
) -> None:
    """Count this call; raise TooManyRequestsError past `limit` in `seconds` from one address.

    With `person` the limit is theirs instead: a room shares one address. Both are hashed: none is
    kept. Behind a proxy, the server must be told to trust it.
    """
    address = person or request.META.get("REMOTE_ADDR", "")
    digest = hashlib.sha256(f"{scope}:{address}".encode()).hexdigest()[:32]
    key = f"limit:{scope}:{digest}"
    cache.add(key, 0, seconds)
    try:
        count = cache.incr(key)
    except ValueError:
        # The entry expired between the two calls.
        cache.set(key, 1, seconds)
        count = 1
    if count > limit:
        raise TooManyRequestsError
