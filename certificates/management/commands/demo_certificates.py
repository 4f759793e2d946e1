"""`manage.py demo_certificates`: one person with a certificate in each state, to try the checks."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from certificates.check_code import code_format
from certificates.holder.services import sharing_set
from certificates.models import Certificate, CertificateTemplate
from certificates.proof.models import NameShown
from certificates.services import (
    certificate_correct,
    certificate_issue_by_hand,
    certificate_revoke,
)
from courses.models import Course

HOLDER, STAFF = "diplomee", "admin"
REASON = "Démonstration : fictif"
HOURS = 6 * 60
MONTHS_14 = dt.timedelta(days=425)


class Command(BaseCommand):
    """Idempotent: does nothing once the person has a certificate. Prints the codes."""

    help = "Create and print the demonstration's certificates (refuses outside LMS_DEMO)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create what is missing, then print."""
        if not getattr(settings, "LMS_DEMO", False):
            raise CommandError("LMS_DEMO is off: demonstration certificates are refused.")
        holder = User.objects.filter(username=HOLDER).first()
        if holder is None:
            raise CommandError("Run manage.py demo_accounts first.")
        courses = list(Course.objects.order_by("pk")[:3])
        template = CertificateTemplate.objects.filter(kind="success", live=True).first()
        if template is None or len(courses) < len("ABC"):
            raise CommandError("Run manage.py content_load first.")
        if not Certificate.objects.filter(user=holder).exists():
            with transaction.atomic():
                _states_make(holder, courses, template)
        self._print(holder)

    def _print(self, holder: User) -> None:
        with translation.override("fr"):
            self.stdout.write(f"Demonstration certificates of {HOLDER} (fictitious)")
            for row in Certificate.objects.filter(user=holder).order_by("pk"):
                address = reverse("certificates:verify", args=[row.check_code])
                code = code_format(row.check_code)
                self.stdout.write(f"  {row.state:<9} {code}  {settings.SITE_URL}{address}")


def _states_make(holder: User, courses: list[Course], template: CertificateTemplate) -> None:
    by = User.objects.get(username=STAFF)
    made = [
        certificate_issue_by_hand(
            user=holder, subject=course, template=template, reason=REASON, by=by
        )
        for course in courses
    ]
    # The hours and dates of nobody in particular: issued by hand, it rests on no enrolment.
    now = timezone.now()
    for number, row in enumerate(made):
        _date(row, now - MONTHS_14 if number == len("AB") else now)
    valid = certificate_correct(
        certificate=made[0],
        name_latin=f"{holder.given_name} {holder.family_name.upper()}",
        name_arabic=holder.name_arabic,
        reason=REASON,
        by=by,
    )
    sharing_set(certificate=valid, name_shown=NameShown.FULL, is_public=True)
    certificate_revoke(certificate=made[1], reason=REASON, by=by)


def _date(row: Certificate, issued_at: dt.datetime) -> None:
    ends_at = issued_at + dt.timedelta(days=365)
    day = timezone.localtime(issued_at).date().isoformat()
    row.issued_at, row.expires_at = issued_at, ends_at
    row.data = {
        **row.data,
        "minutes": HOURS,
        "completed_on": day,
        "issued_on": day,
        "expires_on": timezone.localtime(ends_at).date().isoformat(),
    }
    row.save(update_fields=["issued_at", "expires_at", "data"])
