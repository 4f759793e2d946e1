"""`manage.py demo_cohorts`: cohorts, their tests and opinions, for the demonstration only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from courses.progress.demo import demo_cohorts_create
from courses.progress.demo_promotions import demo_promotions_create
from courses.surveys.demo import demo_survey_create


class Command(BaseCommand):
    """Idempotent: what exists is left alone. Needs the courses and the demonstration accounts."""

    help = "Create the demonstration's cohorts (refuses outside LMS_DEMO)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create what is missing, then say what."""
        if not getattr(settings, "LMS_DEMO", False):
            raise CommandError("LMS_DEMO is off: demonstration cohorts are refused.")
        created = [*demo_cohorts_create(), *demo_promotions_create()]
        demo_survey_create()
        if created:
            self.stdout.write(f"Cohorts of the demonstration: {', '.join(created)}")
