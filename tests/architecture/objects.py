"""What the staff's pages about enrolment and workshops show: of the other institution's person."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from courses.enrolment.imports.models import ImportRun
from courses.enrolment.invitations.models import Invitation
from courses.models import EnrolmentRequest
from tests.factories.catalogue import CourseFactory
from tests.factories.enrolment import (
    EnrolmentKeyFactory,
    EnrolmentPolicyFactory,
    PrerequisiteFactory,
)
from tests.factories.workshops import WorkshopReportFactory


def enrolment_objects(*, stranger: User, trainer: User, organisation: Any) -> dict[str, Any]:
    """Write one of each, about a course of their own; return their keys for the addresses."""
    course = CourseFactory()
    request = EnrolmentRequest.objects.create(user=stranger, course=course, language="fr")
    run = ImportRun.objects.create(
        name="liste.csv", created_by=trainer, organisation=organisation, status="done"
    )
    invitation = Invitation.objects.create(
        user=stranger,
        course=course,
        created_by=trainer,
        secret_hash="0" * 64,
        address=stranger.mail_address,
        expires_at=timezone.now(),
    )
    report = WorkshopReportFactory(facilitator=stranger, organisation=organisation)
    return {
        "enrolmentpolicy": EnrolmentPolicyFactory(course=course).pk,
        "enrolmentkey": EnrolmentKeyFactory(course=course).pk,
        "prerequisite": PrerequisiteFactory(course=course, needs_course=CourseFactory()).pk,
        "enrolmentrequest": request.pk,
        "import_uuid": run.uuid,
        "invitation": invitation.pk,
        "workshop_uuid": report.uuid,
    }
