"""`manage.py demo_code`: the second factor's current code for the demonstration's staff."""

from typing import Any

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.demo import TOTP_SECRET


class Command(BaseCommand):
    """Prints six digits; valid for half a minute."""

    help = "Print the current second-factor code of the demonstration's staff accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the code."""
        if not getattr(settings, "LMS_DEMO", False):
            raise CommandError("LMS_DEMO is off.")
        counter = next(iter(yield_hotp_counters_from_time()))
        self.stdout.write(format_hotp_value(hotp_value(TOTP_SECRET, counter)))
