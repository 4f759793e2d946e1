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
from courses.enrolment.imports.people import people_create, person_complete
from courses.enrolment.invitations.services import invitations_create, is_fresh
from courses.enrolment.models import Enrolment, Target
from courses.enrolment.services import (
    Entry,
    EntryAsk,
    enrolment_extend,
    enrolment_transfer,
    enter_many,
)

BATCH = 250
People = list[tuple[ImportLine, User]]
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
    lines = list(run.lines.filter(applied_at=None).order_by("number")[:BATCH])
    if not lines:
        _finish(run)
        return False
    _lines_apply(run, [line for line in lines if line.outcome in {Outcome.CREATE, Outcome.CHANGE}])
    now = timezone.now()
    for line in lines:
        line.applied_at = now
    # One statement: a CASE of each line (bulk_update) took a tenth of the whole import.
    ImportLine.objects.bulk_create(
        lines,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["applied_at", "user", "notes", "outcome"],
    )
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


def _lines_apply(run: ImportRun, lines: list[ImportLine]) -> None:
    """Import lines together; when one of them stops it, halve until it stands alone and refuse it.

    The savepoint undoes what a refused line had begun.
    """
    if not lines:
        return
    before = [(line.outcome, line.notes, line.user) for line in lines]
    try:
        with transaction.atomic():
            _together(run, lines)
    except (IntegrityError, ValidationError, SeatsTakenError) as error:
        for line, (outcome, notes, user) in zip(lines, before, strict=True):
            line.outcome, line.notes, line.user = outcome, notes, user
        if len(lines) > 1:
            middle = len(lines) // 2
            _lines_apply(run, lines[:middle])
            _lines_apply(run, lines[middle:])
            return
        lines[0].outcome, lines[0].user = Outcome.REFUSE, None
        code = "no_seat" if isinstance(error, SeatsTakenError) else "changed_meanwhile"
        lines[0].notes = [[code, ""], *lines[0].notes]


def _together(run: ImportRun, lines: list[ImportLine]) -> None:
    """Accounts, places of work, seats and invitations of many lines, each in few queries."""
    accounts = Accounts([_draft(line) for line in lines], proposes=False)
    known = _known(lines, accounts)
    new = [line for line in lines if line.pk not in known]
    made = dict(
        zip([line.pk for line in new], people_create([line.data for line in new]), strict=True)
    )
    people: People = []
    for line in lines:
        if line.pk in known:
            line.outcome = Outcome.CHANGE
            person_complete(known[line.pk], line.data)
        line.user = known.get(line.pk) or made[line.pk]
        people.append((line, line.user))
    _place(people, accounts, set(made))
    entered = _enrol(run, run.target, people) if run.target is not None else set()
    if run.invites:
        invitations_create(
            users=[user for line, user in people if line.pk in entered or is_fresh(user)],
            by=run.created_by,
            target=run.target,
            cohort=run.cohort,
            run=run,
        )


def _draft(line: ImportLine) -> Draft:
    return Draft(number=line.number, data=line.data)


def _known(lines: list[ImportLine], accounts: Accounts) -> dict[int, User]:
    """Whom the lines are about, by line: people who have an account by now.

    Those whom the dry run named are meant, whatever a second look would find: it reads fewer
    accounts. The others may have got an account since.
    """
    named = {
        line.pk: line.similar_id if line.takes_similar and line.similar_id else line.user_id
        for line in lines
    }
    rows = User.objects.select_related("merged_into")
    users = rows.in_bulk({pk for pk in named.values() if pk})
    found: dict[int, User] = {}
    for line in lines:
        user = users.get(named[line.pk] or 0)
        if user is None:
            draft = _draft(line)
            user = accounts.find(draft, is_shared=bool(line.data.get("is_shared"))).user
        if user is not None:
            found[line.pk] = user.merged_into or user
    return found


def _place(people: People, accounts: Accounts, new: set[int]) -> None:
    """Note where the people work: in bulk for those who have just got their account."""
    institutions = Organisation.objects.in_bulk(
        {line.data["organisation_id"] for line, _user in people if line.data.get("organisation_id")}
    )
    first = []
    for line, user in people:
        membership = accounts.memberships.get(user.pk)
        if not membership_differs(membership, line.data):
            continue
        place = _place_of(line.data, membership, institutions)
        if line.pk in new:
            first.append(Membership(user=user, starts_on=timezone.localdate(), **place))
        else:
            membership_move(user=user, **place)
    Membership.objects.bulk_create(first)


def _place_of(
    data: dict[str, Any], membership: Membership | None, institutions: dict[int, Organisation]
) -> dict[str, Any]:
    organisation = institutions.get(data.get("organisation_id") or 0)
    other = data.get("organisation_other", "")
    region = data.get("region") or (organisation.region if organisation else "")
    city = data.get("city") or (organisation.city if organisation else "")
    if membership is not None and not (organisation or other):
        organisation, other = membership.organisation, membership.organisation_other
        region, city = membership.region or region, membership.city or city
    return {
        "organisation": organisation,
        "organisation_other": "" if organisation else other,
        "region": region,
        "city": city,
    }


def _enrol(run: ImportRun, target: Target, people: People) -> set[int]:
    """Enrol, or put on the waiting list; return the lines whose people were not in before."""
    entries = enter_many(
        [
            EntryAsk(
                user=user,
                target=target,
                language=user.language,
                way=EntryWay.IMPORT,
                cohort=run.cohort,
                by=run.created_by,
                reason=run.name,
            )
            for _line, user in people
        ]
    )
    for (line, _user), entry in zip(people, entries, strict=True):
        if entry.is_in:
            _settle(run, line, entry)
        else:
            line.notes = [*line.notes, ["waits", ""]]
    return {line.pk for (line, _user), entry in zip(people, entries, strict=True) if entry.is_new}


def _settle(run: ImportRun, line: ImportLine, entry: Entry) -> None:
    """The cohort of those who had none, and the days granted to a person."""
    subject: Any = entry.enrolment or entry.path
    if not entry.is_new and run.cohort is not None and subject.cohort_id is None:
        enrolment_transfer(subject=subject, cohort=run.cohort, by=run.created_by, reason=run.name)
    until = line.data.get("access_until")
    if until and isinstance(subject, Enrolment):
        day = dt.date.fromisoformat(until)
        enrolment_extend(enrolment=subject, until=day, by=run.created_by, reason=run.name)
