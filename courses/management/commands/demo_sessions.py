"""`manage.py demo_sessions`: sessions and workshops, for the demonstration only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from courses.catalogue.models import Course, Unit
from courses.enrolment.models import Enrolment
from courses.progress.enums import CompletionSource
from courses.progress.services import unit_complete
from courses.workshops.demo import (
    COURSE,
    FACILITATOR,
    demo_enrolment,
    sessions_seed,
    workshops_seed,
)


class Command(BaseCommand):
    """Idempotent: what exists is left alone."""

    help = "Make the demonstration's sessions and workshops (refuses outside LMS_DEMO)."

    def handle(self, *args: Any, **options: Any) -> None:
        """The sessions, then the facilitator completes the course, then the workshops."""
        if not getattr(settings, "LMS_DEMO", False):
            raise CommandError("LMS_DEMO is off: demonstration data are refused.")
        made = sessions_seed()
        self._facilitator_completes()
        made += workshops_seed()
        if made:
            self.stdout.write("Sessions and workshops of the demonstration: made")

    def _facilitator_completes(self) -> None:
        user = User.objects.filter(username=FACILITATOR).first()
        course = Course.objects.filter(code=COURSE).first()
        if user is None or course is None:
            return
        enrolment: Enrolment = demo_enrolment(user, course)
        if enrolment.is_completed:
            return
        for unit in Unit.objects.filter(course=course, is_active=True, is_required=True):
            unit_complete(
                enrolment_id=enrolment.pk,
                unit=unit,
                source=CompletionSource.STAFF,
                language=user.language,
            )
