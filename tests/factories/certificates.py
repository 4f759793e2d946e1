"""Certificates are made by their own service, from a completed enrolment."""

from typing import Any

from certificates.models import Certificate
from certificates.services import certificate_issue
from tests.factories.enrolment import EnrolmentFactory


def certificate_make(**fields: Any) -> Certificate:
    """Issue the certificate of a new completed enrolment."""
    enrolment = EnrolmentFactory(completed=True, minutes_done=310, **fields)
    certificate = certificate_issue(enrolment_id=enrolment.pk)
    assert certificate is not None
    return certificate
