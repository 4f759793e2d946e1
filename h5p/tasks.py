"""Background jobs about packages. All idempotent."""

from celery import shared_task


@shared_task(name="h5p.tasks.package_import")
def package_import(job_id: int) -> str:
    """Import one uploaded package."""
    from h5p.services import imports  # noqa: PLC0415

    return str(imports.import_run(job_id=job_id))


@shared_task(name="h5p.tasks.packages_sweep")
def packages_sweep() -> int:
    """Throw away files that no row names (hourly, by beat)."""
    from h5p.services import sweep  # noqa: PLC0415

    return sweep.packages_sweep()


@shared_task(name="h5p.tasks.imports_resume")
def imports_resume() -> int:
    """Queue imports again whose worker died (every minute, by beat)."""
    from h5p.services import sweep  # noqa: PLC0415

    return sweep.imports_resume()
