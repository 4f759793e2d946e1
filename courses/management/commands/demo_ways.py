"""`manage.py demo_ways`: a cohort with a key, a path on request, a request to decide."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from courses.catalogue.models import Course, Programme
from courses.enrolment.enums import EnrolmentMode
from courses.enrolment.models import Cohort, EnrolmentKey, EnrolmentPolicy
from courses.enrolment.services import key_create, request_create

COHORT = "exemple-conseillers"
KEY = "TANGER26"
COURSE = "recrutement-ethique"
PROGRAMME = "migration-et-medias"


class Command(BaseCommand):
    """Idempotent: what exists is left alone. Prints the key."""

    help = "Show the ways into a course in the demonstration (refuses outside LMS_DEMO)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing, then print."""
        if not getattr(settings, "LMS_DEMO", False):
            raise CommandError("LMS_DEMO is off: demonstration data are refused.")
        with transaction.atomic():
            self._key()
            self._request()
        self.stdout.write(f"Demonstration key: {KEY} (course {COURSE}, 20 people)")

    def _key(self) -> None:
        course = Course.objects.filter(code=COURSE).first()
        if course is None or EnrolmentKey.objects.filter(code=KEY).exists():
            return
        cohort, _created = Cohort.objects.get_or_create(
            code=COHORT,
            defaults={
                "course": course,
                "title_fr": "Conseiller.e.s, groupe avec clé (exemple)",
                "title_ar": "مستشارون ومستشارات، فوج بمفتاح (مثال)",
                "seats": 20,
            },
        )
        key_create(
            target=course,
            code=KEY,
            cohort=cohort,
            uses_max=20,
            note="Clé de la démonstration",
        )

    def _request(self) -> None:
        programme = Programme.objects.filter(code=PROGRAMME).first()
        person = User.objects.filter(username="etudiant").first()
        if programme is None or person is None:
            return
        _policy, is_new = EnrolmentPolicy.objects.get_or_create(
            programme=programme,
            defaults={
                "mode": EnrolmentMode.REQUEST,
                "seats": 30,
                "note_fr": "Parcours destiné aux étudiant.e.s et aux journalistes (exemple).",
                "note_ar": "مسار موجّه إلى الطلبة والصحفيين والصحفيات (مثال).",
            },
        )
        if is_new:
            request_create(
                user=person,
                target=programme,
                language=person.language,
                message="أدرس الصحافة وأرغب في المشاركة في هذا المسار (مثال).",
            )
