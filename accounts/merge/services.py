"""Making one account of two: the only way, in one transaction."""

from collections.abc import Mapping

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.duplicates.services import duplicates_search_soon
from accounts.enums import ProposalStatus
from accounts.exceptions import (
    MergeReasonError,
    MergeRefusedError,
    MergeStateError,
)
from accounts.merge.declared import MERGED
from accounts.merge.rules import MergeRun
from accounts.models import AccountMerge, DuplicateProposal, User
from accounts.notices import notice_queue
from core.audit import audit_write

# What the two accounts may differ in, and staff choose between; one entry per choice.
NAMES_LATIN = ("given_name", "family_name")
NAMES_ARABIC = ("given_name_ar", "family_name_ar")
CHOICES: dict[str, tuple[str, ...]] = {
    "name": NAMES_LATIN,
    "name_ar": NAMES_ARABIC,
    "email": ("email",),
    "contact_email": ("contact_email",),
    "phone": ("phone",),
    "staff_number": ("staff_number",),
    "gender": ("gender",),
    "birth_year": ("birth_year",),
    "language": ("language",),
}
# What leads to a person: freed at the merged account, so that it leads to one only.
FREED = ("email", "contact_email", "phone", "staff_number")


@transaction.atomic
def accounts_merge(
    *, survivor: User, merged: User, choices: Mapping[str, str], reason: str, by: User
) -> AccountMerge:
    """Give the survivor all that the other account has; that one becomes a pointer to it.

    `choices` names the entries of CHOICES (and `membership`) that are taken from the merged
    account. Both people are locked in the order of their ids, then their enrolments, so that two
    merges, or a merge and an act of the person, follow each other. Idempotent: the same merge again
    returns the first. The merged account can no longer sign in; its login name and its confirmed
    addresses lead to the survivor. Audited, and the person is written to. Raises MergeReasonError,
    MergeStateError, MergeRefusedError, MergeRolesError.
    """
    reason = reason.strip()[:300]
    if not reason:
        raise MergeReasonError
    if survivor.pk == merged.pk:
        raise MergeRefusedError
    rows = User.objects.select_for_update(of=("self",)).filter(pk__in=[survivor.pk, merged.pk])
    people = {row.pk: row for row in rows.order_by("pk")}
    kept, dropped = people[survivor.pk], people[merged.pk]
    if dropped.merged_into_id == kept.pk:
        return AccountMerge.objects.get(merged=dropped)
    _require(kept, dropped, by)
    merging = MergeRun(survivor=kept, merged=dropped, by=by, choices=choices)
    merging.relations_apply(kept, dropped)
    former = dropped.mail_address
    before, after = _values_write(merging)
    record = AccountMerge.objects.create(
        survivor=kept,
        merged=dropped,
        by=by,
        reason=reason,
        choices={"before": before, "after": after},
        moved={label: count for label, count in sorted(merging.moved.items()) if count},
        set_aside=merging.set_aside,
    )
    pair = {"first_id": min(kept.pk, dropped.pk), "second_id": max(kept.pk, dropped.pk)}
    DuplicateProposal.objects.filter(**pair).update(
        status=ProposalStatus.MERGED, decided_at=timezone.now(), decided_by=by, note=reason
    )
    audit_write(
        action="accounts.merge",
        instance=kept,
        by=by,
        person=kept,
        before=dropped.username,
        after=kept.username,
        reason=reason,
        other=str(dropped.uuid),
        merge=str(record.uuid),
        values={"from": before, "to": after},
        moved=record.moved,
        set_aside=len(record.set_aside),
    )
    _tell(record, former)
    duplicates_search_soon()
    return record


def _require(kept: User, dropped: User, by: User) -> None:
    if kept.merged_into_id or dropped.merged_into_id:
        raise MergeStateError
    if dropped.pk == by.pk or dropped.is_superuser or not kept.is_active:
        raise MergeRefusedError


def _values_write(merging: MergeRun) -> tuple[dict[str, object], dict[str, object]]:
    """Write the chosen values, and make the other account a pointer; return what changed."""
    kept, dropped = merging.survivor, merging.merged
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for entry, names in CHOICES.items():
        if merging.choices.get(entry) == MERGED:
            for name in names:
                if getattr(kept, name) != getattr(dropped, name):
                    before[name], after[name] = getattr(kept, name), getattr(dropped, name)
                    setattr(kept, name, getattr(dropped, name))
    # Free first: an address is unique.
    for name in FREED:
        setattr(dropped, name, "")
    dropped.merged_into = kept
    dropped.is_active = dropped.is_staff = False
    dropped.password = make_password(None)
    dropped.save()
    kept.save()
    _address_primary(kept)
    return before, after


def _address_primary(user: User) -> None:
    """The address that the person signs in with is the first of their confirmed ones."""
    rows = EmailAddress.objects.filter(user=user)
    if rows.filter(email__iexact=user.email).exists():
        rows.update(primary=False)
        rows.filter(email__iexact=user.email).update(primary=True)


def _tell(record: AccountMerge, former: str) -> None:
    """One message to the address that stays, one to the former if it is another."""
    kept = record.survivor
    addresses = {kept.mail_address.lower(): "now", former.lower(): "former"}
    for address, which in addresses.items():
        if address:
            notice_queue(
                kind="merge",
                key=f"merge:{record.uuid}:{which}",
                template="accounts/mails/merged",
                context={"merged": record.merged},
                user=kept,
                address=address,
            )
