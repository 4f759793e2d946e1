"""Background jobs about accounts. All idempotent."""

from celery import shared_task


@shared_task(name="accounts.tasks.sessions_clear_expired")
def sessions_clear_expired() -> None:
    """Delete expired sessions (nightly, by beat)."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("clearsessions")
