"""The confirmed import: in batches, each whole or not at all; started again it goes on."""

import datetime as dt
import time
from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.duplicates.services import duplicates_search_soon
from accounts.memberships.services import membership_move
from accounts.models import Membership, Organisation, User
from courses.enrolment.enums import EntryWay
from courses.enrolment.exceptions import SeatsTakenError
from courses.enrolment.imports.enums import ImportStatus, Outcome
from courses.enrolment.imports.lines import Draft
from courses.enrolment.imports.matching import Accounts, membership_differs
from courses.enrolment.imports.models import ImportFile, ImportLine, ImportRun
from courses.enrolment.imports.people import person_complete, person_create
from courses.enrolment.invitations.services import invitation_create, is_fresh
from courses.enrolment.models import Enrolment
from courses.enrolment.services import EntryAsk, enrolment_extend, enrolment_transfer, enter

BATCH = 100
# One job works so long, then queues the next: no job comes near the limit on a slow machine.
SECONDS = 60.0


def import_apply(pk: int) -> bool:
    """Work on a confirmed import for a while; return whether lines are left.

    Each batch is one transaction with the run locked: a job that is repeated, killed or doubled
    imports every line exactly once.
    """
    end = time.monotonic() + SECONDS
    while batch_apply(pk):
        if time.monotonic() > end:
            return True
    return False


@transaction.atomic
def batch_apply(pk: int) -> bool:
    """Import the next lines; return whether there may be more."""
    run = ImportRun.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if run is None or run.status != ImportStatus.APPLYING:
        return False
    lines = list(
        run.lines.filter(applied_at=None).select_related("similar").order_by("number")[:BATCH]
    )
    if not lines:
        _finish(run)
        return False
    wanted = [line for line in lines if line.outcome in {Outcome.CREATE, Outcome.CHANGE}]
    accounts = Accounts([Draft(number=line.number, data=line.data) for line in wanted])
    institutions = Organisation.objects.in_bulk(
        {line.data["organisation_id"] for line in wanted if line.data.get("organisation_id")}
    )
    for line in wanted:
        _line_apply(run, line, accounts, institutions)
    now = timezone.now()
    for line in lines:
        line.applied_at = now
    ImportLine.objects.bulk_update(lines, ["applied_at", "user", "notes", "outcome"])
    run.done += len(lines)
    run.save(update_fields=["done", "touched_at"])
    return True


def _finish(run: ImportRun) -> None:
    rows = run.lines.values_list("outcome", flat=True)
    run.counts = dict(Counter(rows))
    run.status = ImportStatus.DONE
    run.finished_at = timezone.now()
    run.save()
    ImportFile.objects.filter(run=run).delete()
    duplicates_search_soon()


def _line_apply(
    run: ImportRun, line: ImportLine, accounts: Accounts, institutions: dict[int, Organisation]
) -> None:
    """Import one line, or refuse it whole: the savepoint undoes what it had begun."""
    try:
        with transaction.atomic():
            user = _person(line, accounts)
            _place(user, line, accounts.memberships.get(user.pk), institutions)
            is_new = run.target is not None and _enrol(run, line, user)
            if run.invites and (is_new or is_fresh(user)):
                invitation_create(
                    user=user, by=run.created_by, target=run.target, cohort=run.cohort, run=run
                )
        line.user = user
    except (IntegrityError, ValidationError, SeatsTakenError) as error:
        line.user = None
        line.outcome = Outcome.REFUSE
        code = "no_seat" if isinstance(error, SeatsTakenError) else "changed_meanwhile"
        line.notes = [[code, ""], *line.notes]


def _person(line: ImportLine, accounts: Accounts) -> User:
    """The account of the line: the known one completed, or a new one without password."""
    draft = Draft(number=line.number, data=line.data)
    if line.takes_similar and line.similar is not None:
        known: User | None = line.similar
    else:
        known = accounts.find(draft, is_shared=bool(line.data.get("is_shared"))).user
    if known is None:
        return person_create(line.data)
    if line.outcome == Outcome.CREATE:
        line.outcome = Outcome.CHANGE
    person_complete(known, line.data)
    return known


def _place(
    user: User,
    line: ImportLine,
    membership: Membership | None,
    institutions: dict[int, Organisation],
) -> None:
    data = line.data
    if not membership_differs(membership, data):
        return
    organisation = institutions.get(data.get("organisation_id") or 0)
    other = data.get("organisation_other", "")
    region = data.get("region") or (organisation.region if organisation else "")
    city = data.get("city") or (organisation.city if organisation else "")
    if membership is not None and not (organisation or other):
        organisation, other = membership.organisation, membership.organisation_other
        region, city = membership.region or region, membership.city or city
    membership_move(
        user=user,
        organisation=organisation,
        organisation_other=other,
        region=region,
        city=city,
    )


def _enrol(run: ImportRun, line: ImportLine, user: User) -> bool:
    """Enrol, or put on the waiting list; return whether the person was not in before."""
    target = run.target
    assert target is not None  # noqa: S101 (asked by the caller)
    entry = enter(
        EntryAsk(
            user=user,
            target=target,
            language=user.language,
            way=EntryWay.IMPORT,
            cohort=run.cohort,
            by=run.created_by,
            reason=run.name,
        )
    )
    if not entry.is_in:
        line.notes = [*line.notes, ["waits", ""]]
        return entry.is_new
    subject: Any = entry.enrolment or entry.path
    if not entry.is_new and run.cohort is not None and subject.cohort_id is None:
        enrolment_transfer(subject=subject, cohort=run.cohort, by=run.created_by, reason=run.name)
    until = line.data.get("access_until")
    if until and isinstance(subject, Enrolment):
        day = dt.date.fromisoformat(until)
        enrolment_extend(enrolment=subject, until=day, by=run.created_by, reason=run.name)

    return entry.is_new
