"""Certificates: issued at course completion, frozen, verifiable by anybody."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """Listens to `courses.signals.course_completed`."""

    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        """Connect the receivers."""
        import certificates.credentials.checks  # noqa: PLC0415
        import certificates.receivers  # noqa: PLC0415
        import certificates.signing.checks  # noqa: F401, PLC0415
