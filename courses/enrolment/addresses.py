"""Where a course or a programme is found, for mails and redirections."""

from django.conf import settings
from django.urls import reverse

from courses.catalogue.models import Course
from courses.enrolment.models import Target


def target_path(target: Target) -> str:
    """Return the page of the target in the active language."""
    name = "courses:course" if isinstance(target, Course) else "courses:programme"
    return reverse(name, args=[target.code])


def target_url(target: Target) -> str:
    """Return the full address of the target's page in the active language."""
    return f"{settings.SITE_URL.rstrip('/')}{target_path(target)}"
