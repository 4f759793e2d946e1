"""Background jobs about certificates. All idempotent."""

from celery import shared_task


@shared_task(name="certificates.tasks.certificate_issue")
def certificate_issue(enrolment_id: int) -> None:
    """Issue the certificate of a completed enrolment."""
    from certificates import services  # noqa: PLC0415

    services.certificate_issue(enrolment_id=enrolment_id)


@shared_task(name="certificates.tasks.certificates_issue_missing")
def certificates_issue_missing() -> int:
    """Issue what a lost event left out (every two minutes, by beat)."""
    from certificates import services  # noqa: PLC0415

    return services.certificates_issue_missing()
