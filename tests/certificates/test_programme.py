"""A learning path from its first course to its certificate: each course's, then the programme's."""

from collections.abc import Iterator
from typing import Any

import pytest

from accounts.models import Notice
from certificates.models import Certificate
from certificates.services import certificates_issue_missing
from certificates.tasks import programme_certificates_evaluate
from courses.enrolment.services import enrol_self
from courses.models import Enrolment, ReminderRequest
from courses.progress.enums import CompletionSource
from courses.progress.services import unit_complete
from lms.celery import app
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory, ProgrammeFactory
from tests.factories.enrolment import EnrolmentPolicyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs_at_once() -> Iterator[None]:
    """What is queued runs on the spot, in the order in which it was queued."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def course_complete(user: Any) -> None:
    row = Enrolment.objects.get(user=user, status="active")
    for unit in row.course.units.all():
        unit_complete(
            enrolment_id=row.pk, unit=unit, source=CompletionSource.LEARNER, language="ar"
        )


@pytest.mark.usefixtures("jobs_at_once")
def test_the_last_course_of_a_path_earns_the_certificate_of_the_programme_once(
    django_capture_on_commit_callbacks: Any,
):
    programme, user = ProgrammeFactory(), UserFactory()
    courses = [
        CourseFactory(programme=programme, position=position, units=1) for position in range(2)
    ]
    EnrolmentPolicyFactory(course=None, programme=programme)
    path = enrol_self(user=user, target=programme, language="ar").path
    assert path is not None
    for course in courses:
        assert not Certificate.objects.filter(programme=programme).exists()
        with django_capture_on_commit_callbacks(execute=True):
            course_complete(user)
        assert Certificate.objects.filter(user=user, course=course).count() == 1
    certificate = Certificate.objects.get(programme=programme)
    assert (certificate.user, certificate.programme_enrolment) == (user, path)
    assert (certificate.kind, certificate.origin) == ("programme", "rule")
    assert certificate.data["modules_ar"] == [course.title_ar for course in courses]
    # Signed ahead, as the courses' are.
    assert {row.documents.count() for row in Certificate.objects.all()} == {1}
    # The event again, and the sweep: nothing more, and nobody is written to twice.
    with django_capture_on_commit_callbacks(execute=True):
        programme_certificates_evaluate.delay(path.pk)
        certificates_issue_missing()
    assert Certificate.objects.count() == 3
    assert Notice.objects.filter(key=f"certificate-issued:{certificate.uuid}").count() == 1
    assert ReminderRequest.objects.filter(key__startswith="certificate:").count() == 2
