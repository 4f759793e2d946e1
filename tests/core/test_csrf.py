"""Forms need their token; JSON cannot be forged by another site."""

import pytest
from django.test import Client

from courses.models import UnitCompletion
from tests.factories.enrolment import EnrolmentFactory

pytestmark = pytest.mark.django_db


def test_a_form_without_token_is_refused_and_json_is_taken():
    enrolment = EnrolmentFactory()
    unit = enrolment.course.units.first()
    client = Client(enforce_csrf_checks=True)
    client.force_login(enrolment.user)
    url = f"/fr/courses/{enrolment.course.code}/{unit.code}/complete/"
    assert client.post(url).status_code == 403
    assert UnitCompletion.objects.count() == 0
    answer = client.post(url, "{}", content_type="application/json")
    assert (answer.status_code, answer.json()["created"]) == (200, True)
