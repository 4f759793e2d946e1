"""Background jobs of progress. All idempotent."""

from celery import shared_task


@shared_task(name="courses.progress.tasks.enrolments_recount")
def enrolments_recount(course_id: int) -> int:
    """Recount the enrolments of a course whose outline changed."""
    from courses.progress import services  # noqa: PLC0415

    return services.enrolments_recount(course_id=course_id)


@shared_task(name="courses.progress.tasks.reminders_run")
def reminders_run() -> int:
    """Write the reminders that are due (every hour, by beat; nothing in the quiet hours)."""
    from courses.progress.reminders import services  # noqa: PLC0415

    return services.reminders_run()
