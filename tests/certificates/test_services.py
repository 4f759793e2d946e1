"""Issued once, frozen, revoked with a reason."""

import threading
from typing import Any

import pytest
from django.db import connection, connections

from certificates.models import Certificate
from certificates.services import (
    certificate_revoke,
    certificates_evaluate,
    certificates_issue_missing,
)
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certificate_make
from tests.factories.enrolment import EnrolmentFactory


@pytest.mark.django_db
def test_a_certificate_states_what_was_true_when_it_was_issued():
    user = UserFactory(
        given_name="Salma", family_name="Exemple", given_name_ar="سلمى", family_name_ar="مثال"
    )
    certificate = certificate_make(user=user)
    course = certificate.enrolment.course
    before = dict(certificate.data)
    assert before["name_latin"] == "Salma Exemple"
    assert before["name_arabic"] == "سلمى مثال"
    assert (before["course_fr"], before["course_ar"]) == (course.title_fr, course.title_ar)
    assert (before["minutes"], before["kind"]) == (310, "success")
    user.given_name = "Autre"
    user.save()
    course.title_fr = "Autre titre"
    course.save()
    certificate.refresh_from_db()
    assert certificate.data == before


@pytest.mark.django_db
def test_issuing_again_gives_no_second_certificate():
    certificate = certificate_make()
    assert certificates_evaluate(enrolment_id=certificate.enrolment_id) == []
    assert Certificate.objects.get() == certificate
    assert certificate.serial == f"OIM-MA-{certificate.issued_at.year}-000001"
    assert certificate_make().serial.endswith("-000002")


@pytest.mark.django_db
def test_nothing_is_issued_before_completion():
    assert certificates_evaluate(enrolment_id=EnrolmentFactory().pk) == []
    assert Certificate.objects.count() == 0


@pytest.mark.django_db
def test_a_revoked_certificate_is_not_issued_anew_by_an_event():
    certificate = certificate_make()
    admin = UserFactory()
    certificate_revoke(certificate=certificate, reason=" Erreur de personne ", by=admin)
    first = certificate_revoke(certificate=certificate, reason="Autre", by=admin)
    assert (first.status, first.revocation_reason) == ("revoked", "Erreur de personne")
    assert certificates_evaluate(enrolment_id=certificate.enrolment_id) == []
    assert certificates_issue_missing() == 0


@pytest.mark.django_db
def test_a_revocation_needs_a_reason():
    with pytest.raises(ValueError, match="reason"):
        certificate_revoke(certificate=certificate_make(), reason="  ", by=UserFactory())


@pytest.mark.django_db
def test_the_sweep_issues_what_a_lost_event_left_out():
    EnrolmentFactory(completed=True)
    EnrolmentFactory()
    assert certificates_issue_missing() == 1
    assert certificates_issue_missing() == 0
    assert Certificate.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_jobs_that_run_at_once_issue_one():
    if connection.vendor != "postgresql":
        # SQLite has one writer at a time: the race is tried where it can happen.
        return
    enrolment = EnrolmentFactory(completed=True)
    barrier = threading.Barrier(6)
    errors: list[Any] = []

    def issue() -> None:
        barrier.wait()
        try:
            certificates_evaluate(enrolment_id=enrolment.pk)
        except Exception as error:  # noqa: BLE001 (reported below)
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=issue) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Certificate.objects.count() == 1
