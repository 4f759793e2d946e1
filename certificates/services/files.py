"""Files of many certificates, made by a worker with visible progress, kept for a day."""

import datetime as dt
import logging
import tempfile
from pathlib import PurePosixPath
from typing import Any

from django.core.files import File
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import User
from certificates import tasks
from certificates.models import Certificate, CertificateFile
from certificates.models.file import FileForm
from core.audit import audit_write

logger = logging.getLogger(__name__)
KEPT = dt.timedelta(hours=24)
SILENT = dt.timedelta(minutes=5)
ENDINGS = {FileForm.ZIP: "zip", FileForm.PRINT: "pdf", FileForm.MARKS: "pdf"}


@transaction.atomic
def file_ask(*, form: FileForm, ids: list[int], by: User, filters: str) -> CertificateFile:
    """Write down that these certificates are wanted in one file, and queue it. Audited."""
    row = CertificateFile.objects.create(
        form=form, certificate_ids=ids, total=len(ids), created_by=by
    )
    audit_write(
        action="certificates.export",
        instance=Certificate.objects.get(pk=ids[0]),
        by=by,
        title=form,
        format=form,
        rows=len(ids),
        filters=filters,
    )
    transaction.on_commit(lambda: _queue(row.pk))
    return row


def _queue(pk: int) -> None:
    try:
        tasks.file_make.delay(pk)
    except OperationalError:
        logger.warning("no broker: file %s left to the sweep", pk)


def _claim(file_id: int) -> CertificateFile | None:
    """Take a file that nobody else is making. A repeated message gets None."""
    now = timezone.now()
    free = CertificateFile.objects.filter(pk=file_id, finished_at=None, failed_at=None).filter(
        Q(seen_at=None) | Q(seen_at__lt=now - SILENT)
    )
    return CertificateFile.objects.get(pk=file_id) if free.update(seen_at=now) else None


def file_make(*, file_id: int) -> bool:
    """Make the file; return whether this call did it.

    PDFs that were signed on the way stay: a call that takes over goes on where the last one was
    stopped. A failure is written down for the person who waits.
    """
    row = _claim(file_id)
    if row is None:
        return False
    try:
        with tempfile.TemporaryFile() as stream:
            _content_write(row, stream)
            stream.seek(0)
            name = f"exports/{row.uuid}.{ENDINGS[FileForm(row.form)]}"
            row.file = storages["default"].save(name, File(stream))
    except Exception:
        CertificateFile.objects.filter(pk=row.pk).update(failed_at=timezone.now())
        logger.exception("file %s of certificates could not be made", row.pk)
        return False
    row.done, row.finished_at = row.total, timezone.now()
    row.expires_at = row.finished_at + KEPT
    row.save(update_fields=["file", "done", "finished_at", "expires_at"])
    return True


def _content_write(row: CertificateFile, stream: Any) -> None:
    from certificates.exports import print_file, zip_parts  # noqa: PLC0415 (exports is above)

    if row.form == FileForm.ZIP:
        for done in zip_parts(row.certificate_ids, stream):
            CertificateFile.objects.filter(pk=row.pk).update(done=done, seen_at=timezone.now())
        return
    certificates = Certificate.objects.filter(pk__in=row.certificate_ids)
    found = list(certificates.select_related("user", "version"))
    stream.write(print_file(found, crop_marks=row.form == FileForm.MARKS))


def files_sweep() -> int:
    """Queue what nobody makes, delete what expired (by beat); return how many were deleted."""
    now = timezone.now()
    waiting = CertificateFile.objects.filter(finished_at=None, failed_at=None)
    for pk in waiting.filter(
        Q(seen_at=None, created_at__lt=now - SILENT) | Q(seen_at__lt=now - SILENT)
    ).values_list("pk", flat=True):
        _queue(pk)
    expired = CertificateFile.objects.filter(expires_at__lte=now).exclude(file="")
    count = 0
    for row in expired:
        storages["default"].delete(row.file)
        row.file, row.certificate_ids = "", []
        row.save(update_fields=["file", "certificate_ids"])
        count += 1
    return count


def file_name_shown(row: CertificateFile) -> str:
    """Return the name under which the person saves it."""
    day = timezone.localtime(row.created_at).date()
    kind = "attestations" if row.form == FileForm.ZIP else "attestations-impression"
    return f"{kind}-{day:%Y-%m-%d}{PurePosixPath(row.file).suffix}"
