"""People who are logged in without typing, in seeds that run inside the platform."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from accounts.middleware import CHECKED


def session_make(user: Any) -> str:
    """Return the key of a session of this person, second factor passed."""
    user.refresh_from_db()
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store[CHECKED] = True
    store.save()
    return str(store.session_key)
