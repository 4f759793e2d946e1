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
    try:
        # Mostly it is there already: one question to the cache, not two.
        count = cache.incr(key)
    except ValueError:
        count = 1 if cache.add(key, 1, seconds) else cache.incr(key)
    if count > limit:
        raise TooManyRequestsError
