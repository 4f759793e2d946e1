"""Certificates: issued at course completion, frozen, verifiable by anybody."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """Listens to `courses.signals.course_completed`."""

    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        """Connect the receivers; declare what a merge of accounts does."""
        # ruff: noqa: PLC0415
        import certificates.credentials.checks
        import certificates.receivers
        import certificates.signing.checks  # noqa: F401
        from certificates.merging import facts_declare, rules_declare

        rules_declare()
        facts_declare()
