"""The demonstration shows each state of a certificate, once."""

import pytest

from certificates.demo import (
    ADMIN,
    GRADUATE,
    GRADUATE_AR,
    MEDIA,
    RECRUITMENT,
    TRAFFICKING,
    TRAINER,
    certificates_seed,
    templates_seed,
)
from certificates.models import Certificate, CertificateTemplate, CorrectionRequest
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_without_the_courses_nothing_is_made():
    assert certificates_seed() == 0


def test_it_shows_every_state_and_is_made_once():
    for username in (GRADUATE, GRADUATE_AR, TRAINER, ADMIN):
        UserFactory(username=username)
    for code in (TRAFFICKING, RECRUITMENT, MEDIA):
        CourseFactory(code=code, programme=ProgrammeFactory(), units=1)
    assert [templates_seed(), templates_seed()] == [True, False]
    assert [certificates_seed(), certificates_seed()] == [8, 0]
    rows = Certificate.objects.all()
    assert sorted({row.status for row in rows}) == ["replaced", "revoked", "valid"]
    assert {row.origin for row in rows} == {"rule", "correction", "hand"}
    assert {row.kind for row in rows} == {"success", "programme", "trainer"}
    assert rows.filter(expires_at__isnull=False, course__code=TRAFFICKING).count() == 2
    assert CorrectionRequest.objects.get().status == "pending"
    designs = set(CertificateTemplate.objects.values_list("design", flat=True))
    assert designs == {"horizon", "frame", "zellige"}
