"""Background jobs of assessments. All idempotent."""

from celery import shared_task


@shared_task(name="courses.assessments.tasks.attempts_close_overdue")
def attempts_close_overdue() -> int:
    """Close attempts whose time is over (every minute, by beat)."""
    from courses.assessments import services  # noqa: PLC0415

    return services.attempts_close_overdue()
