"""Imports: an uploaded package becomes an activity or libraries, whole or not at all."""

import logging
import time
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection

from h5p import store
from h5p.enums import JobState, LibraryPolicy
from h5p.exceptions import HubError, HubOffError, ImportNotRepeatableError, PackageRefusedError
from h5p.limits import limits_get
from h5p.models import Activity, ImportJob, Library
from h5p.package.language import language_guess
from h5p.package.reader import Package, package_read
from h5p.package.sizes import size_text
from h5p.permissions import libraries_may_install
from h5p.services.activities import activity_create, content_prefix, version_add
from h5p.services.hub import hub_download
from h5p.services.installed import InstalledLibraries, library_find
from h5p.services.libraries import libraries_write, library_prefix
from h5p.tasks import package_import

log = logging.getLogger(__name__)
# Reading counts for the first half of the progress, writing for the second.
HALF = 50
STEP = 5
# So often a run says that it lives (`sweep.LOST` is longer).
BEAT_SECONDS = 10


class RunOverError(Exception):
    """Another run of the same import took over: this one leaves without a trace."""


def import_start(
    *,
    file_name: str,
    chunks: Iterable[bytes],
    size: int,
    by: Any = None,
    activity: Activity | None = None,
    libraries_only: bool = False,
    install: bool = False,
    collection: Collection | None = None,
    language: str = "",
    queue: bool = True,
) -> ImportJob:
    """Keep an uploaded file in the store, in a stream, and queue its import.

    `activity` is the one that gets a new version. `install` asks for the package's libraries too;
    it is held only for those who may. Raises PackageRefusedError for a file that is too large.
    """
    limit = limits_get().upload
    if size > limit:
        raise PackageRefusedError("too_large_upload", limit=size_text(limit))
    identity = uuid.uuid4()
    name = f"{store.UPLOADS}/{identity}.h5p"
    store.save(name, chunks)
    try:
        job = ImportJob.objects.create(
            uuid=identity,
            file_name=file_name[-255:],
            upload=name,
            size=size,
            activity=activity,
            replaces=activity is not None,
            libraries_only=libraries_only,
            policy=LibraryPolicy.INSTALL if install else LibraryPolicy.USE,
            collection=collection,
            language=language,
            created_by=by,
        )
    except Exception:
        store.delete(name)
        raise
    if queue:
        package_import.delay_on_commit(job.pk)
    return job


def import_repeat(*, job: ImportJob) -> None:
    """Queue an interrupted import again. Raises ImportNotRepeatableError."""
    if not job.hub_name and not store.exists(job.upload):
        raise ImportNotRepeatableError
    changed = ImportJob.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.WAITING, progress=0, code="", entry="", details={}, finished_at=None
    )
    if not changed:
        raise ImportNotRepeatableError
    package_import.delay_on_commit(job.pk)


def import_run(*, job_id: int) -> JobState:
    """Run an import to its end and return its state. Called again after a crash, it starts anew.

    A refusal leaves neither file nor row behind. An unforeseen error keeps the upload, so that
    the import can be repeated.
    """
    job = _run_begin(job_id)
    if job is None:
        return JobState.DONE
    try:
        _import(job)
    except PackageRefusedError as error:
        _run_end(job, JobState.REFUSED, error)
    except (HubError, HubOffError):
        _run_end(job, JobState.FAILED, PackageRefusedError("hub_unreachable", job.hub_name))
    except RunOverError:
        store.folder_delete(_folder(job.run))
    except Exception:
        log.exception("import of a package failed", extra={"job": job.pk})
        _run_end(job, JobState.FAILED, PackageRefusedError("unexpected"))
    else:
        store.delete(job.upload)
    return JobState(ImportJob.objects.values_list("state", flat=True).get(pk=job_id))


def _folder(run: uuid.UUID | None) -> str:
    return f"{store.PACKAGES}/{run}"


def _run_begin(job_id: int) -> ImportJob | None:
    """Take the job; what an earlier run left half-way is thrown away."""
    with transaction.atomic():
        job = (
            ImportJob.objects.select_for_update(of=("self",))
            .select_related("activity", "collection", "created_by")
            .filter(pk=job_id, state__in=[JobState.WAITING, JobState.RUNNING])
            .first()
        )
        if job is None:
            return None
        before = job.run
        job.run = uuid.uuid4()
        job.runs += 1
        job.state = JobState.RUNNING
        job.progress = 0
        job.save()
    if before:
        store.folder_delete(_folder(before))
    return job


def _run_end(job: ImportJob, state: JobState, error: PackageRefusedError) -> None:
    store.folder_delete(_folder(job.run))
    if state == JobState.REFUSED:
        store.delete(job.upload)
    ImportJob.objects.filter(pk=job.pk, run=job.run).update(
        state=state,
        code=error.code,
        entry=_kept(error.entry)[:1000],
        details={name: _kept(value) for name, value in error.details.items()},
        finished_at=timezone.now(),
    )


def _kept(value: Any) -> Any:
    """A text of the package as every database keeps it: the character zero is shown by its sign."""
    if not isinstance(value, str):
        return value
    return value.replace("\x00", "\u2400").encode("utf-8", "replace").decode()


def _import(job: ImportJob) -> None:
    by = job.created_by
    install = job.policy == LibraryPolicy.INSTALL and (by is None or libraries_may_install(by))
    if job.replaces and job.activity is None:
        raise PackageRefusedError("activity_gone")
    if job.hub_name:
        hub_download(job)
    try:
        upload = store.open(job.upload)
    except FileNotFoundError:
        raise PackageRefusedError("upload_gone") from None
    with upload as file:
        reading = _Progress(job, 0)
        package = package_read(
            file,
            limits_get(),
            InstalledLibraries(),
            install=install,
            libraries_only=job.libraries_only,
            progress=reading.tell,
        )
        _files_write(job, package, _Progress(job, HALF))
    _rows_write(job, package)


class _Progress:
    """Tells the job how far its run is, in steps. Raises RunOverError when another run began."""

    def __init__(self, job: ImportJob, base: int) -> None:
        self._job = job
        self._base = base
        self._told = time.monotonic()
        self.total = job.size

    def tell(self, done: int) -> None:
        """`done` bytes of the total."""
        percent = self._base + min(HALF, HALF * done // max(1, self.total))
        now = time.monotonic()
        if percent < self._job.progress + STEP and now < self._told + BEAT_SECONDS:
            return
        self._told = now
        self._job.progress = percent
        mine = ImportJob.objects.filter(pk=self._job.pk, run=self._job.run)
        if not mine.update(progress=percent, touched_at=timezone.now()):
            raise RunOverError


def _files_write(job: ImportJob, package: Package, progress: _Progress) -> None:
    """Write what is kept into this run's own folder, where nobody looks yet."""
    if job.run is None:
        raise RunOverError
    wanted = []
    if package.content is not None:
        prefix = content_prefix(job.run)
        wanted += [(f"{prefix}/{own}", path) for own, path in package.content.files.items()]
    for key, library in package.libraries.items():
        prefix = library_prefix(job.run, key)
        wanted += [(f"{prefix}/{own}", path) for own, path in library.files.items()]
    progress.total = sum(package.hashes[path]["size"] for _name, path in wanted)
    done = 0
    for name, path in wanted:
        store.save(name, _counted(package.chunks(path), done, progress))
        done += package.hashes[path]["size"]


def _counted(chunks: Iterable[bytes], done: int, progress: _Progress) -> Iterator[bytes]:
    for piece in chunks:
        yield piece
        done += len(piece)
        progress.tell(done)


def _rows_write(job: ImportJob, package: Package) -> None:
    """Make everything visible in one transaction, if the job is still this run's."""
    with transaction.atomic():
        locked = ImportJob.objects.select_for_update(of=("self",)).filter(run=job.run).first()
        if locked is None or job.run is None:
            raise RunOverError
        rows, notes = libraries_write(package=package, run=job.run, by=job.created_by)
        notes = [*notes, *package.notes]
        if package.content is not None:
            locked.activity = _activity_write(job, package, rows, notes)
        locked.state = JobState.DONE
        locked.progress = 100
        locked.notes = notes
        locked.finished_at = timezone.now()
        locked.save()


def _activity_write(
    job: ImportJob, package: Package, rows: dict[Any, Library], notes: list[dict[str, Any]]
) -> Activity:
    content = package.content
    if content is None or job.run is None:
        raise RunOverError
    libraries = {key: rows.get(key) or library_find(key) for key in content.libraries}
    main = libraries[content.info.main]
    if main is None or None in libraries.values():
        # A library was deleted between check and writing: the next run sees it.
        raise RunOverError
    activity = job.activity
    if activity is None:
        activity = activity_create(
            title=content.info.title,
            language=job.language or language_guess(content.info.language, content.params),
            collection=job.collection,
            by=job.created_by,
        )
    elif not Activity.objects.filter(pk=activity.pk).exists():
        raise PackageRefusedError("activity_gone")
    version_add(
        activity=activity,
        main=main,
        libraries=[library for library in libraries.values() if library],
        params=content.params,
        metadata=content.info.metadata,
        files={own: package.hashes[path] for own, path in sorted(content.files.items())},
        prefix=content_prefix(job.run) if content.files else "",
        notes=notes,
        by=job.created_by,
        source=job.file_name,
    )
    return activity
