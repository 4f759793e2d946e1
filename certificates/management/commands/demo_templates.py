"""`manage.py demo_templates`: templates, rules and what they earned, for the demonstration only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from certificates.demo import certificates_seed, templates_seed


class Command(BaseCommand):
    """Idempotent: what exists is left alone."""

    help = "Make the demonstration's certificates (refuses outside LMS_DEMO)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Templates first: certificates rest on them."""
        if not getattr(settings, "LMS_DEMO", False):
            raise CommandError("LMS_DEMO is off: demonstration data are refused.")
        templates_seed()
        if certificates_seed():
            self.stdout.write("Certificates of the demonstration: made")
