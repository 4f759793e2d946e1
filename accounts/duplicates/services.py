"""The search for likely duplicates, and what staff say about a pair."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts import tasks
from accounts.duplicates.identity import (
    RARE,
    SEARCHED,
    WIDE,
    Identity,
    identities_all,
    identities_read,
    pair_digest,
)
from accounts.duplicates.scoring import Likeness, likeness
from accounts.enums import ProposalStatus
from accounts.models import DuplicateProposal, IdentityKey, IdentityPrint, User
from core.audit import audit_write

logger = logging.getLogger(__name__)
CHUNK = 1000
# A key that more people share says nothing; a bare name only if nobody else has it.
CIRCLE_MAX = 40
CIRCLES = {RARE: 2, WIDE: 6}


@dataclass(kw_only=True)
class Search:
    """What one search did."""

    people: int = 0
    changed: int = 0
    proposed: int = 0
    compared: int = 0


def duplicates_search() -> Search:
    """Compare everybody whose identity changed since the last search with whom they may be.

    Incremental and idempotent: a second run compares nobody. A chunk of people at a time, in a
    constant number of queries for each; a chunk is written whole or not at all.
    """
    search = Search()
    _gone_forget()
    changed: list[int] = []
    for identities in identities_all(CHUNK):
        search.people += len(identities)
        changed += _keys_write(identities)
    # All keys first: two people who are both new find each other.
    search.changed = len(changed)
    for start in range(0, len(changed), CHUNK):
        _pairs_write(changed[start : start + CHUNK], search)
    return search


def duplicates_search_soon() -> None:
    """Start a search in the background, after commit. Without a broker, tonight's finds them."""

    def send() -> None:
        try:
            tasks.duplicates_search.delay()
        except OperationalError:
            logger.warning("no broker: the search for duplicates is left to the night")

    transaction.on_commit(send)


def _gone_forget() -> None:
    """Closed and merged accounts are looked for no more."""
    gone = ~Q(**{f"user__{name}": value for name, value in SEARCHED.items()})
    IdentityKey.objects.filter(gone).delete()
    IdentityPrint.objects.filter(gone).delete()
    people = User.objects.filter(**SEARCHED).values("pk")
    DuplicateProposal.objects.filter(status=ProposalStatus.OPEN).filter(
        ~Q(first__in=people) | ~Q(second__in=people)
    ).delete()


@transaction.atomic
def _keys_write(identities: dict[int, Identity]) -> list[int]:
    """Write the keys of those who changed; return their ids. The print is written with the pairs.

    Until then it is empty: a search that is broken off is taken up again by the next one.
    """
    prints = dict(
        IdentityPrint.objects.filter(user__in=identities).values_list("user_id", "digest")
    )
    changed = [pk for pk, one in identities.items() if prints.get(pk) != one.digest]
    if changed:
        IdentityKey.objects.filter(user__in=changed).delete()
        IdentityKey.objects.bulk_create(
            [
                IdentityKey(user_id=pk, key=key)
                for pk in changed
                for key in identities[pk].search_keys()
            ],
            batch_size=2000,
            ignore_conflicts=True,
        )
        IdentityPrint.objects.filter(user__in=changed).delete()
    return changed


@transaction.atomic
def _pairs_write(changed: list[int], search: Search) -> None:
    circles = _circles(changed)
    mine = set(changed)
    rare: set[tuple[int, int]] = set()
    pairs: set[tuple[int, int]] = set()
    for key, people in circles.items():
        for one in people & mine:
            for other in people - {one}:
                pair = (min(one, other), max(one, other))
                pairs.add(pair)
                if key.startswith(RARE):
                    rare.add(pair)
    people = {person for pair in pairs for person in pair} | mine
    identities = identities_read(people)
    search.compared += len(pairs)
    found: dict[tuple[int, int], Likeness] = {}
    for pair in pairs:
        if pair[0] in identities and pair[1] in identities:
            like = likeness(identities[pair[0]], identities[pair[1]], is_rare=pair in rare)
            if like.is_proposed:
                found[pair] = like
    search.proposed += _proposals_write(changed, found, identities)
    IdentityPrint.objects.bulk_create(
        [
            IdentityPrint(user_id=pk, digest=identities[pk].digest)
            for pk in changed
            if pk in identities
        ],
        ignore_conflicts=True,
    )


def _circles(changed: Iterable[int]) -> dict[str, set[int]]:
    """Return who shares which key with somebody who changed; crowds are left out. One query."""
    keys = IdentityKey.objects.filter(user__in=changed).values("key")
    rows = IdentityKey.objects.filter(key__in=keys).values_list("key", "user_id")
    circles: dict[str, set[int]] = defaultdict(set)
    for key, user in rows.iterator(chunk_size=5000):
        circles[key].add(user)
    return {
        key: people
        for key, people in circles.items()
        if 1 < len(people) <= CIRCLES.get(key[0], CIRCLE_MAX)
    }


def _proposals_write(
    changed: list[int],
    found: dict[tuple[int, int], Likeness],
    identities: dict[int, Identity],
) -> int:
    """Write what is new or different; return how many are new. A decision stands until a name,
    mailbox, telephone, staff number or year of birth of the two changes."""
    rows = DuplicateProposal.objects.select_for_update(of=("self",)).filter(
        Q(first__in=changed) | Q(second__in=changed)
    )
    known = {(row.first_id, row.second_id): row for row in rows.order_by("pk")}
    stale = [
        row.pk
        for pair, row in known.items()
        if row.status == ProposalStatus.OPEN and pair not in found
    ]
    DuplicateProposal.objects.filter(pk__in=stale).delete()
    new, again = [], []
    for pair, like in sorted(found.items()):
        digest = pair_digest(identities[pair[0]], identities[pair[1]])
        values: dict[str, Any] = {
            "score": like.score,
            "reasons": list(like.reasons),
            "digest": digest,
        }
        row = known.get(pair)
        if row is None:
            new.append(DuplicateProposal(first_id=pair[0], second_id=pair[1], **values))
        elif row.status == ProposalStatus.OPEN or (
            row.status == ProposalStatus.DISMISSED and row.digest != digest
        ):
            values |= {"status": ProposalStatus.OPEN, "decided_at": None, "decided_by": None}
            for name, value in values.items():
                setattr(row, name, value)
            again.append(row)
    DuplicateProposal.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    DuplicateProposal.objects.bulk_update(
        again,
        ["score", "reasons", "digest", "status", "decided_at", "decided_by"],
        batch_size=500,
    )
    return len(new)


@transaction.atomic
def proposal_dismiss(*, proposal: DuplicateProposal, note: str, by: User) -> DuplicateProposal:
    """Remember that these are two people; idempotent: who said it first, and when, is kept."""
    row = DuplicateProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if row.status != ProposalStatus.OPEN:
        return row
    row.status = ProposalStatus.DISMISSED
    row.decided_at = timezone.now()
    row.decided_by = by
    row.note = note.strip()[:300]
    row.save(update_fields=["status", "decided_at", "decided_by", "note"])
    audit_write(
        action="accounts.not_duplicate",
        instance=row.first,
        by=by,
        person=row.first,
        before=ProposalStatus.OPEN.value,
        after=ProposalStatus.DISMISSED.value,
        reason=row.note,
        other=str(row.second.uuid),
        other_name=str(row.second),
    )
    return row
