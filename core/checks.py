"""System checks: a production start refuses an insecure configuration with a clear message."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def deployment_is_configured(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse demo secrets, missing hosts and a database file in production."""
    errors: list[CheckMessage] = []
    if settings.SECRET_KEY.startswith(("demo-only", "test-only")):
        errors.append(Error("SECRET_KEY is the demo key: set a secret of your own.", id="lms.E001"))
    if not settings.ALLOWED_HOSTS:
        errors.append(Error("ALLOWED_HOSTS is empty: name the public host.", id="lms.E002"))
    if not settings.SITE_URL.startswith("https://"):
        errors.append(
            Error("SITE_URL must be the public https address: QR codes carry it.", id="lms.E003")
        )
    if getattr(settings, "LMS_DEMO", False):
        errors.append(Error("LMS_DEMO must be off in production.", id="lms.E004"))
    if not settings.LMS_STAFF_MFA_REQUIRED:
        errors.append(Error("LMS_STAFF_MFA_REQUIRED must stay on.", id="lms.E005"))
    return errors
