"""Background jobs of progress. All idempotent."""

from celery import shared_task


@shared_task(name="courses.progress.tasks.enrolments_recount")
def enrolments_recount(course_id: int) -> int:
    """Recount the enrolments of a course whose outline changed."""
    from courses.progress import services  # noqa: PLC0415

    return services.enrolments_recount(course_id=course_id)
