"""A production start refuses missing, demonstration or readable keys of credentials."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from certificates.credentials.keys import ACTIVE, keys_all, keys_file
from certificates.signing.checks import file_is_open


@register(Tags.security, deploy=True)
def credential_keys_are_safe(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse credentials that nobody could trust."""
    if settings.CREDENTIAL_KEYS_DEMO:
        return [Error("CREDENTIAL_KEYS_DEMO must be off in production.", id="lms.E014")]
    keys = keys_all()
    active = [key for key in keys if key.state == ACTIVE]
    if not active:
        return [
            Error(
                "No key signs credentials: run manage.py credential_keys make, and keep a copy of"
                f" {keys_file()} in a safe place.",
                id="lms.E015",
            )
        ]
    if any(key.demonstration for key in active):
        return [
            Error(
                "The key of credentials was made for a demonstration: run manage.py"
                " credential_keys make.",
                id="lms.E014",
            )
        ]
    if file_is_open(keys_file()):
        return [Error(f"Others may read {keys_file()}: chmod 600 the file.", id="lms.E012")]
    return []
