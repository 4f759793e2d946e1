"""Who is known already, who is perhaps the same. Nobody is ever merged here."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.enums import Gender
from accounts.identity import staff_number_normalize
from accounts.models import Membership, User
from accounts.selectors import memberships_on
from core.names import name_fold, name_key
from courses.enrolment.imports.lines import NAMES, Draft


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the accounts say about a line."""

    user: User | None = None
    similar: User | None = None
    takes_address: bool = False


class Accounts:
    """The accounts that may concern a chunk of lines: four queries, whatever the chunk.

    Without `proposes`, only those that a line can be *about* are read, not those that are merely
    similar: a family name may be that of thousands.
    """

    def __init__(self, drafts: list[Draft], *, proposes: bool = True) -> None:
        self.users: dict[int, Any] = {}
        self.memberships: dict[int, Membership] = {}
        self.by_email: dict[str, User] = {}
        self.by_number: dict[str, list[User]] = defaultdict(list)
        self.by_contact: dict[str, list[User]] = defaultdict(list)
        self.by_fold: dict[str, list[User]] = defaultdict(list)
        self.by_key: dict[str, list[User]] = defaultdict(list)
        emails = {draft.data["email"] for draft in drafts if draft.data.get("email")}
        numbers = {
            draft.data["staff_number"].lower() for draft in drafts if draft.data.get("staff_number")
        }
        self._read(Q(email_low__in=emails) | Q(contact_low__in=emails))
        kept = {staff_number_normalize(number) for number in numbers}
        self._read(Q(name_low__in=numbers) | Q(staff_number__in=kept))
        # Names only of whom is not found yet: a family name may be that of thousands.
        nameless = [
            draft
            for draft in drafts
            if self._exact(draft) is None and (proposes or _has_only_a_name(draft))
        ]
        families = {draft.data[name] for draft in nameless for name in NAMES if name in draft.data}
        self._read(Q(family_name__in=families) | Q(family_name_ar__in=families))
        self.memberships = {
            row.user_id: row
            for row in memberships_on(timezone.localdate()).filter(user__in=self.users)
        }

    def _read(self, condition: Q) -> None:
        # A merged account is nobody any more; the one that it became is found by its own values.
        rows = User.objects.filter(merged_into=None).annotate(
            email_low=Lower("email"), contact_low=Lower("contact_email"), name_low=Lower("username")
        )
        for user in rows.filter(condition):
            if user.pk in self.users:
                continue
            self.users[user.pk] = user
            for number in {user.name_low, user.staff_number.lower()} - {""}:
                self.by_number[number].append(user)
            if user.email_low:
                self.by_email[user.email_low] = user
            if user.contact_low:
                self.by_contact[user.contact_low].append(user)
            for fold in user_folds(user):
                self.by_fold[fold].append(user)
            for key in user_keys(user):
                self.by_key[key].append(user)

    def find(self, draft: Draft, *, is_shared: bool) -> Found:
        """Return who the line is about: by staff number, address, then name and place."""
        known = self._exact(draft)
        folds = draft_folds(draft)
        if known is None and _has_only_a_name(draft):
            known = self._by_place(draft, folds)
        if known is not None:
            return Found(user=known)
        email = draft.data.get("email", "")
        holder = self.by_email.get(email) if email else None
        similar = self._similar(draft, holder, folds)
        if holder is not None and not is_shared and similar is not holder:
            # Somebody else signs in with this address: it can only be where mail goes.
            return Found(similar=similar, takes_address=True)
        return Found(similar=similar, takes_address=holder is not None)

    def _exact(self, draft: Draft) -> User | None:
        """The person of this staff number, or of this address and name."""
        number, email = draft.data.get("staff_number"), draft.data.get("email", "")
        for user in self.by_number.get(number.lower(), []) if number else []:
            if _may_be_called(user, draft):
                return user
        if not email:
            return None
        folds = draft_folds(draft)
        holder = self.by_email.get(email)
        if holder is not None and (folds & user_folds(holder) or not user_folds(holder)):
            return holder
        return next((user for user in self.by_contact[email] if folds & user_folds(user)), None)

    def _by_place(self, draft: Draft, folds: set[str]) -> User | None:
        """The person of this name at this institution, when there is exactly one."""
        users = {user.pk: user for fold in folds for user in self.by_fold.get(fold, [])}
        there = [user for user in users.values() if self._is_at(user, draft.data)]
        return there[0] if len(there) == 1 else None

    def _is_at(self, user: User, data: dict[str, Any]) -> bool:
        row = self.memberships.get(user.pk)
        if row is None:
            return not data.get("organisation_id") and not data.get("organisation_other")
        return row.organisation_id == data.get("organisation_id") and (
            row.organisation_other == data.get("organisation_other", "")
        )

    def _similar(self, draft: Draft, holder: User | None, folds: set[str]) -> User | None:
        keys = draft_keys(draft)
        if holder is not None and keys & user_keys(holder):
            return holder
        email = draft.data.get("email", "")
        for user in self.by_contact.get(email, []) if email else []:
            if keys & user_keys(user):
                return user
        for fold in sorted(folds):
            if self.by_fold.get(fold):
                return self.by_fold[fold][0]
        for key in sorted(keys):
            if self.by_key.get(key):
                return self.by_key[key][0]
        return None


def _has_only_a_name(draft: Draft) -> bool:
    return not draft.data.get("email") and not draft.data.get("staff_number")


def _may_be_called(user: User, draft: Draft) -> bool:
    """Whether the names agree: two institutions may give the same number to two people."""
    mine, theirs = draft_keys(draft), user_keys(user)
    return not mine or not theirs or bool(mine & theirs)


def _pairs(source: Any) -> Iterable[tuple[str, str]]:
    read = source.get if isinstance(source, dict) else lambda name, _d="": getattr(source, name)
    yield read("given_name", ""), read("family_name", "")
    yield read("given_name_ar", ""), read("family_name_ar", "")


def user_folds(user: User) -> set[str]:
    """Return the person's full names, folded: Latin, Arabic."""
    return {name_fold(*pair) for pair in _pairs(user) if any(pair)}


def user_keys(user: User) -> set[str]:
    """Return the skeletons of the person's full names."""
    return {name_key(*pair) for pair in _pairs(user) if any(pair)}


def draft_folds(draft: Draft) -> set[str]:
    """Return the line's full names, folded."""
    return {name_fold(*pair) for pair in _pairs(draft.data) if any(pair)}


def draft_keys(draft: Draft) -> set[str]:
    """Return the skeletons of the line's full names."""
    return {name_key(*pair) for pair in _pairs(draft.data) if any(pair)}


def changes_of(user: User, membership: Membership | None, data: dict[str, Any]) -> list[str]:
    """Return what the line would add to a known person. What people wrote is not overwritten."""
    changed = [
        name
        for name in (*NAMES, "phone", "staff_number", "birth_year")
        if data.get(name) and not getattr(user, name)
    ]
    if data.get("gender") and user.gender == Gender.NOT_STATED:
        changed.append("gender")
    if membership_differs(membership, data):
        changed.append("organisation")
    return changed


def membership_differs(membership: Membership | None, data: dict[str, Any]) -> bool:
    """Return whether the line places the person elsewhere than they are."""
    named = data.get("organisation_id") or data.get("organisation_other")
    if membership is None:
        return bool(named or data.get("region") or data.get("city"))
    if named and (
        membership.organisation_id != data.get("organisation_id")
        or membership.organisation_other != data.get("organisation_other", "")
    ):
        return True
    return any(data.get(name) and not getattr(membership, name) for name in ("region", "city"))
