"""Background jobs about accounts. All idempotent."""

from celery import shared_task


@shared_task(name="accounts.tasks.sessions_clear_expired")
def sessions_clear_expired() -> None:
    """Delete expired sessions (nightly, by beat)."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("clearsessions")


@shared_task(name="accounts.tasks.notice_deliver")
def notice_deliver(pk: int) -> bool:
    """Send one queued message."""
    from accounts import notices  # noqa: PLC0415

    return notices.notice_deliver(pk)


@shared_task(name="accounts.tasks.notices_deliver_due")
def notices_deliver_due() -> int:
    """Send what a lost job, a later date or a failure left (every minute, by beat)."""
    from accounts import notices  # noqa: PLC0415

    return notices.notices_deliver_due()


@shared_task(name="accounts.tasks.duplicates_search")
def duplicates_search() -> int:
    """Look for likely duplicates (nightly, by beat, and after an import)."""
    from accounts.duplicates import services  # noqa: PLC0415

    return services.duplicates_search().proposed


@shared_task(name="accounts.tasks.institutions_merged_sweep")
def institutions_merged_sweep() -> int:
    """Move what reached a merged institution after its merge (every ten minutes, by beat)."""
    from accounts.institutions.merging import merged_sweep  # noqa: PLC0415

    return merged_sweep()
