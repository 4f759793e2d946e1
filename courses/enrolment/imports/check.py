"""The dry run: each line is read and compared with the accounts, nothing else is written."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.catalogue.models import Course
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.imports.enums import ImportStatus, Outcome
from courses.enrolment.imports.exceptions import FileRefusedError
from courses.enrolment.imports.lines import Draft, Institutions, line_read
from courses.enrolment.imports.matching import Accounts, Found, changes_of
from courses.enrolment.imports.models import ImportFile, ImportLine, ImportRun
from courses.enrolment.imports.reading import rows_read
from courses.enrolment.models import Enrolment, ProgrammeEnrolment, Target

CHUNK = 500


def chunked(items: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """Yield lists of at most `size` items."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def import_check(pk: int) -> None:
    """Read the whole list and write down what each line leads to. Run again, it starts anew.

    Does nothing unless the run waits for it. A file that turns out unreadable fails the run.
    """
    run = ImportRun.objects.filter(pk=pk, status=ImportStatus.CHECKING).first()
    if run is None:
        return
    run.lines.all().delete()
    try:
        counts = _lines_write(run)
    except FileRefusedError as error:
        run.lines.all().delete()
        ImportFile.objects.filter(run=run).delete()
        rows = ImportRun.objects.filter(pk=pk, status=ImportStatus.CHECKING)
        rows.update(status=ImportStatus.FAILED, problem=error.reason)
        return
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update(of=("self",)).get(pk=pk)
        if locked.status == ImportStatus.CHECKING:
            locked.status = ImportStatus.CHECKED
            locked.counts = dict(counts)
            locked.total = locked.done = sum(counts.values())
            locked.save()


def drafts_read(run: ImportRun) -> Iterator[Draft]:
    """Yield the lines of the list below its headings."""
    institutions = Institutions()
    _described, rows = rows_read(bytes(run.file.content))
    for number, row in rows:
        if number <= run.header_line:
            continue
        draft = line_read(number=number, row=row, mapping=run.mapping, institutions=institutions)
        _defaults_put(draft, run)
        yield draft


def _defaults_put(draft: Draft, run: ImportRun) -> None:
    if run.organisation_id and not (
        draft.data.get("organisation_id") or draft.data.get("organisation_other")
    ):
        draft.data["organisation_id"] = run.organisation_id
    draft.data.setdefault("language", run.language)


def _shared_addresses(run: ImportRun) -> set[str]:
    """Addresses that stand beside different names: mailboxes of an agency."""
    first: dict[str, str] = {}
    shared: set[str] = set()
    for draft in drafts_read(run):
        email = draft.data.get("email")
        if email and first.setdefault(email, draft.name_fold) != draft.name_fold:
            shared.add(email)
    return shared


def _lines_write(run: ImportRun) -> Counter[str]:
    decider = _Decider(run)
    counts: Counter[str] = Counter()
    done = 0
    for drafts in chunked(drafts_read(run)):
        accounts = Accounts(drafts)
        placed = _placed(run, list(accounts.users))
        lines = [decider.line(draft, accounts, placed) for draft in drafts]
        ImportLine.objects.bulk_create(lines)
        counts.update(line.outcome for line in lines)
        done += len(lines)
        ImportRun.objects.filter(pk=run.pk).update(done=done, touched_at=timezone.now())
    if not counts:
        raise FileRefusedError("no_people")
    return counts


def _placed(run: ImportRun, users: list[int]) -> dict[int, str]:
    """Who is in already, with the code of their cohort."""
    target: Target | None = run.target
    if target is None:
        return {}
    rows: Any = (
        Enrolment.objects.filter(course=target)
        if isinstance(target, Course)
        else ProgrammeEnrolment.objects.filter(programme=target)
    )
    rows = rows.filter(user__in=users).exclude(status=EnrolmentStatus.WITHDRAWN)
    return {pk: code or "" for pk, code in rows.values_list("user_id", "cohort__code")}


class _Decider:
    """Decides the lines of one list, remembering those before."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run
        self.target = run.target
        self.cohort_code = run.cohort.code if run.cohort else ""
        self.shared = _shared_addresses(run)
        self.seen: dict[tuple[str, str], int] = {}

    def line(self, draft: Draft, accounts: Accounts, placed: dict[int, str]) -> ImportLine:
        """Decide one line."""
        line = ImportLine(
            run=self.run, number=draft.number, data=draft.data, notes=list(draft.notes)
        )
        if draft.refusal is None:
            first = self.seen.setdefault(draft.identity, draft.number)
            if first != draft.number:
                draft.refusal = ["same_as_line", first]
        if draft.refusal is not None:
            line.outcome = Outcome.REFUSE
            line.notes.insert(0, draft.refusal)
            return line
        is_shared = draft.data.get("email", "") in self.shared
        found = accounts.find(draft, is_shared=is_shared)
        if found.user is not None:
            line.user = found.user
            self._known(line, found.user, accounts, placed)
        else:
            self._new(line, found, is_shared=is_shared)
        return line

    def _new(self, line: ImportLine, found: Found, *, is_shared: bool) -> None:
        line.outcome = Outcome.CREATE
        email = line.data.get("email", "")
        if is_shared or found.takes_address:
            line.data["is_shared"] = True
            line.notes.append(["shared_mailbox", email])
        if not email:
            line.notes.append(["no_address", ""])
        if found.similar is not None:
            line.similar = found.similar
            line.notes.append(["similar", found.similar.username])

    def _known(
        self, line: ImportLine, user: User, accounts: Accounts, placed: dict[int, str]
    ) -> None:
        if not user.is_active:
            line.outcome = Outcome.REFUSE
            line.notes.insert(0, ["inactive", user.username])
            return
        changed = changes_of(user, accounts.memberships.get(user.pk), line.data)
        notes = [["change", name] for name in changed]
        if self.target is not None and user.pk not in placed:
            notes.append(["enrols", ""])
        elif self.cohort_code and placed[user.pk] != self.cohort_code:
            stays = bool(placed[user.pk])
            line.notes += [["other_cohort", placed[user.pk]]] if stays else []
            notes += [] if stays else [["change", "cohort"]]
        line.notes += notes
        line.outcome = Outcome.CHANGE if notes else Outcome.MATCH
