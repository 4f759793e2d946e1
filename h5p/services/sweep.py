"""Files that no row names, and imports that nobody runs."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from h5p import store
from h5p.enums import JobState
from h5p.models import ActivityVersion, ImportJob, Library
from h5p.services.previews import previews_sweep
from h5p.tasks import package_import

# Longer than a job may take, so that nothing in the making is touched; browsers that still play
# the former patch of a library have as long.
KEEP = timedelta(hours=24)
UPLOAD_KEEP = timedelta(days=7)
# A run says every ten seconds that it lives; a broker may hand jobs out late.
LOST = timedelta(seconds=90)
LATE = timedelta(minutes=20)


def packages_sweep() -> int:
    """Delete what is old and unnamed; return how many folders went."""
    previews_sweep()
    _uploads_delete()
    return _folders_delete()


def imports_resume() -> int:
    """Queue again what a killed worker or a lost message left; return how many.

    Twice in the queue does no harm: the later run takes the job over, or finds it done.
    """
    now = timezone.now()
    lost = ImportJob.objects.filter(
        Q(state=JobState.RUNNING, touched_at__lt=now - LOST)
        | Q(state=JobState.WAITING, touched_at__lt=now - LATE)
    )
    count = 0
    for job in lost:
        package_import.delay(job.pk)
        job.save(update_fields=["touched_at"])
        count += 1
    return count


def _uploads_delete() -> None:
    """Uploads of imports that are over, and those without a job."""
    waiting = set(
        ImportJob.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING]).values_list(
            "upload", flat=True
        )
    )
    for name in list(store.folder_files(store.UPLOADS)):
        if name not in waiting and store.modified(name) < timezone.now() - UPLOAD_KEEP:
            store.delete(name)


def _folders_delete() -> int:
    named = set(Library.objects.values_list("prefix", flat=True))
    named |= set(ActivityVersion.objects.values_list("prefix", flat=True))
    running = set(ImportJob.objects.filter(state=JobState.RUNNING).values_list("run", flat=True))
    count = 0
    for run in store.folder_list(store.PACKAGES)[0]:
        if _as_uuid(run) in running:
            continue
        for folder in store.folder_list(f"{store.PACKAGES}/{run}")[0]:
            name = f"{store.PACKAGES}/{run}/{folder}"
            if name not in named and _is_old(name):
                store.folder_delete(name)
                count += 1
        if not any(store.folder_list(f"{store.PACKAGES}/{run}")):
            store.folder_delete(f"{store.PACKAGES}/{run}")
    return count


def _as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _is_old(folder: str) -> bool:
    limit = timezone.now() - KEEP
    return all(store.modified(name) < limit for name in store.folder_files(folder))
