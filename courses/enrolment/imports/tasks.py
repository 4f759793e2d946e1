"""Background jobs of imports. All idempotent."""

from celery import shared_task


@shared_task(name="courses.enrolment.imports.tasks.import_check_run")
def import_check_run(pk: int) -> None:
    """Make the dry run."""
    from courses.enrolment.imports.check import import_check  # noqa: PLC0415

    import_check(pk)


@shared_task(name="courses.enrolment.imports.tasks.import_apply_run")
def import_apply_run(pk: int) -> None:
    """Import for a while, then queue the rest."""
    from courses.enrolment.imports.apply import import_apply  # noqa: PLC0415

    if import_apply(pk):
        import_apply_run.delay(pk)


@shared_task(name="courses.enrolment.imports.tasks.imports_sweep_run")
def imports_sweep_run() -> int:
    """Start again what was lost, drop what is old (every two minutes, by beat)."""
    from courses.enrolment.imports.services import imports_sweep  # noqa: PLC0415

    return imports_sweep()
