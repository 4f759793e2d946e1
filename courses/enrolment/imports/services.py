"""The steps of an import: sent, mapped, checked, confirmed, imported or cancelled."""

import datetime as dt
import logging
from itertools import islice

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import Organisation, User
from core.audit import audit_write
from courses.catalogue.models import Course, Programme
from courses.enrolment.imports import tasks
from courses.enrolment.imports.enums import ImportStatus, Outcome
from courses.enrolment.imports.exceptions import (
    FileRefusedError,
    ImportStateError,
    MappingRefusedError,
)
from courses.enrolment.imports.fields import header_find, mapping_is_enough, mapping_propose
from courses.enrolment.imports.limits import HEADER_WITHIN
from courses.enrolment.imports.models import ImportFile, ImportLine, ImportRun
from courses.enrolment.imports.reading import rows_read
from courses.enrolment.models import Cohort, Target

logger = logging.getLogger(__name__)
SAMPLES = 5
# A worker that gave no sign of life so long is taken for lost.
SILENCE = dt.timedelta(minutes=3)
FILE_KEPT = dt.timedelta(days=2)
LINES_KEPT = dt.timedelta(days=90)
RUNNING = (ImportStatus.CHECKING, ImportStatus.APPLYING)


def import_start(
    *,
    name: str,
    content: bytes,
    by: User,
    target: Target | None = None,
    cohort: Cohort | None = None,
    organisation: Organisation | None = None,
    language: str = "fr",
    invites: bool = True,
) -> ImportRun:
    """Take a file in, understand its form and propose what its columns are.

    Raises FileRefusedError: nothing is kept then.
    """
    described, rows = rows_read(content)
    first = list(islice(rows, HEADER_WITHIN + SAMPLES))
    if not first:
        raise FileRefusedError("empty")
    header = header_find(first)
    number, headings = first[header]
    samples = [row for _line, row in first[header + 1 :][:SAMPLES]]
    width = max(len(row) for row in [headings, *samples])
    headings = [*headings, *[""] * (width - len(headings))]
    with transaction.atomic():
        run = ImportRun.objects.create(
            name=name[-160:] or "-",
            created_by=by,
            course=target if isinstance(target, Course) and cohort is None else None,
            programme=target if isinstance(target, Programme) and cohort is None else None,
            cohort=cohort,
            organisation=organisation,
            language=language,
            invites=invites,
            described=vars(described),
            header_line=number,
            headers=headings,
            samples=samples,
            mapping=mapping_propose(headings, samples),
        )
        ImportFile.objects.create(run=run, content=content)
    return run


@transaction.atomic
def import_map(*, run: ImportRun, mapping: dict[str, str]) -> None:
    """Say what the columns are and start the dry run. May be repeated until confirmed.

    Raises ImportStateError, MappingRefusedError.
    """
    locked = _locked(run, ImportStatus.MAPPING, ImportStatus.CHECKED)
    if not mapping_is_enough(mapping):
        raise MappingRefusedError
    locked.mapping = mapping
    locked.status = ImportStatus.CHECKING
    locked.done, locked.total, locked.counts = 0, _lines_guess(locked), {}
    locked.save()
    _queue(tasks.import_check_run, locked.pk)


def _lines_guess(run: ImportRun) -> int:
    """Lines in the file, for the progress shown while it is read."""
    content = bytes(run.file.content)
    if run.described.get("kind") == "csv":
        return max(content.count(b"\n") - run.header_line + 1, 1)
    return 0


@transaction.atomic
def import_confirm(*, run: ImportRun, by: User) -> None:
    """Start the import of what the dry run announced. Audited. Raises ImportStateError."""
    locked = _locked(run, ImportStatus.CHECKED)
    locked.status = ImportStatus.APPLYING
    locked.confirmed_at = timezone.now()
    locked.done = 0
    locked.save()
    target = locked.target
    audit_write(
        action="courses.import",
        instance=locked,
        by=by,
        target=target.code if target else "",
        cohort=locked.cohort.code if locked.cohort else "",
        after=locked.counts,
    )
    _queue(tasks.import_apply_run, locked.pk)


@transaction.atomic
def import_cancel(*, run: ImportRun) -> None:
    """Drop an import that is not confirmed, with its file. Raises ImportStateError."""
    locked = _locked(run, ImportStatus.MAPPING, ImportStatus.CHECKING, ImportStatus.CHECKED)
    locked.status = ImportStatus.CANCELLED
    locked.finished_at = timezone.now()
    locked.save()
    locked.lines.all().delete()
    ImportFile.objects.filter(run=locked).delete()


@transaction.atomic
def line_decide(*, line: ImportLine, takes_similar: bool) -> None:
    """Say whether a new line is the similar person after all. Raises ImportStateError."""
    _locked(line.run, ImportStatus.CHECKED)
    if line.similar_id is None or line.outcome != Outcome.CREATE:
        raise ImportStateError
    ImportLine.objects.filter(pk=line.pk).update(takes_similar=takes_similar)


def _locked(run: ImportRun, *statuses: ImportStatus) -> ImportRun:
    locked = (
        ImportRun.objects.select_for_update(of=("self",))
        .select_related("cohort__course", "cohort__programme", "course", "programme")
        .get(pk=run.pk)
    )
    if locked.status not in statuses:
        raise ImportStateError
    return locked


def _queue(task: object, pk: int) -> None:
    def send() -> None:
        try:
            task.delay(pk)  # type: ignore[attr-defined]
        except OperationalError:
            logger.warning("no broker: import %s left to the sweep", pk)

    transaction.on_commit(send)


def imports_sweep() -> int:
    """Start again what a lost worker left, and drop what is no longer needed (by beat).

    Files of unfinished imports go after two days, the lines of finished ones after ninety.
    """
    now = timezone.now()
    started = 0
    for run in ImportRun.objects.filter(status__in=RUNNING, touched_at__lt=now - SILENCE):
        ImportRun.objects.filter(pk=run.pk).update(touched_at=now)
        is_check = run.status == ImportStatus.CHECKING
        _queue(tasks.import_check_run if is_check else tasks.import_apply_run, run.pk)
        started += 1
    waiting = (ImportStatus.MAPPING, ImportStatus.CHECKED)
    for run in ImportRun.objects.filter(status__in=waiting, touched_at__lt=now - FILE_KEPT):
        import_cancel(run=run)
    ImportLine.objects.filter(run__finished_at__lt=now - LINES_KEPT).delete()
    return started
