"""Background jobs of enrolment. All idempotent."""

from celery import shared_task


@shared_task(name="courses.enrolment.tasks.announcement_send")
def announcement_send(pk: int) -> int:
    """Deliver one announcement."""
    from courses.enrolment import announcements  # noqa: PLC0415

    return announcements.announcement_send(pk)


@shared_task(name="courses.enrolment.tasks.announcements_send_left")
def announcements_send_left() -> int:
    """Deliver what a lost job left (every minute, by beat)."""
    from courses.enrolment import announcements  # noqa: PLC0415

    return announcements.announcements_send_left()


@shared_task(name="courses.enrolment.tasks.enrolments_sweep")
def enrolments_sweep() -> dict[str, int]:
    """Move waiting lists up and paths on where nothing else did (every five minutes, by beat)."""
    from courses.enrolment import services  # noqa: PLC0415

    return {
        "seats": services.waiting_advance_all(),
        "paths": services.paths_continue_due(),
    }
