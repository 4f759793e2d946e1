"""Background jobs about certificates. All idempotent."""

from celery import shared_task


@shared_task(name="certificates.tasks.certificates_evaluate")
def certificates_evaluate(enrolment_id: int) -> None:
    """Issue what an enrolment has earned."""
    from certificates import services  # noqa: PLC0415

    services.certificates_evaluate(enrolment_id=enrolment_id)


@shared_task(name="certificates.tasks.programme_certificates_evaluate")
def programme_certificates_evaluate(programme_enrolment_id: int) -> None:
    """Issue what a programme enrolment has earned."""
    from certificates import services  # noqa: PLC0415

    services.programme_certificates_evaluate(programme_enrolment_id=programme_enrolment_id)


@shared_task(name="certificates.tasks.certificates_issue_missing")
def certificates_issue_missing() -> int:
    """Issue what a lost event left out, go on with jobs (every two minutes, by beat)."""
    from certificates import services  # noqa: PLC0415

    services.issue_jobs_resume()
    return services.certificates_issue_missing()


@shared_task(name="certificates.tasks.issue_chunk_run")
def issue_chunk_run(chunk_id: int) -> bool:
    """Issue one part of a job in bulk."""
    from certificates import services  # noqa: PLC0415

    return services.issue_chunk_run(chunk_id=chunk_id)


@shared_task(name="certificates.tasks.documents_make")
def documents_make(certificate_ids: list[int]) -> int:
    """Sign ahead what holders will download."""
    from certificates import documents  # noqa: PLC0415

    return documents.documents_make(certificate_ids=certificate_ids)


@shared_task(name="certificates.tasks.file_make")
def file_make(file_id: int) -> bool:
    """Make a file of many certificates."""
    from certificates.services import files  # noqa: PLC0415

    return files.file_make(file_id=file_id)


@shared_task(name="certificates.tasks.files_sweep")
def files_sweep() -> int:
    """Go on with files that nobody makes, delete those that expired (by beat)."""
    from certificates.services import files  # noqa: PLC0415

    return files.files_sweep()


@shared_task(name="certificates.tasks.expiry_look")
def expiry_look() -> int:
    """Remind of certificates that end (daily, by beat)."""
    from certificates import services  # noqa: PLC0415

    return services.expiry_look()
