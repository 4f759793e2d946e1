"""Jobs of the reports. Idempotent: run twice, they leave the same facts."""

from celery import shared_task

from reports.facts.services import facts_catch_up, facts_rebuild


@shared_task
def facts_follow() -> None:
    """Bring the facts up to date."""
    facts_catch_up(max_age=30)


@shared_task
def facts_fill() -> None:
    """Fill the table of facts anew."""
    facts_rebuild()
