"""`manage.py demo_cohorts`: a cohort per programme, for the demonstration only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from courses.progress.demo import demo_cohorts_create


class Command(BaseCommand):
    """Idempotent: what exists is left alone. Needs the courses and the demonstration accounts."""

    help = "Create the demonstration's cohorts (refuses outside LMS_DEMO)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create what is missing, then say what."""
        if not getattr(settings, "LMS_DEMO", False):
            raise CommandError("LMS_DEMO is off: demonstration cohorts are refused.")
        created = demo_cohorts_create()
        if created:
            self.stdout.write(f"Cohorts of the demonstration: {', '.join(created)}")
