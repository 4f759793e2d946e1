"""Who is known already, who is perhaps the same. Nobody is ever merged here."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.enums import Gender
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
    """The accounts that may concern a chunk of lines: five queries, whatever the chunk."""

    def __init__(self, drafts: list[Draft]) -> None:
        emails = {draft.data["email"] for draft in drafts if draft.data.get("email")}
        numbers = {
            draft.data["staff_number"].lower() for draft in drafts if draft.data.get("staff_number")
        }
        families = {draft.data[name] for draft in drafts for name in NAMES if name in draft.data}
        # A merged account is nobody any more; the one that it became is found by its own values.
        rows = User.objects.filter(merged_into=None).annotate(
            email_low=Lower("email"), contact_low=Lower("contact_email"), name_low=Lower("username")
        )
        by_address = Q(email_low__in=emails) | Q(contact_low__in=emails)
        by_name = Q(family_name__in=families) | Q(family_name_ar__in=families)
        self.users: dict[int, Any] = {}
        for condition in (by_address, Q(name_low__in=numbers), by_name):
            for user in rows.filter(condition):
                self.users[user.pk] = user
        self.memberships = {
            row.user_id: row
            for row in memberships_on(timezone.localdate()).filter(user__in=self.users)
        }
        self.by_email = {user.email_low: user for user in self.users.values() if user.email_low}
        self.by_number = {user.name_low: user for user in self.users.values()}
        self.by_contact: dict[str, list[User]] = defaultdict(list)
        self.by_fold: dict[str, list[User]] = defaultdict(list)
        self.by_key: dict[str, list[User]] = defaultdict(list)
        for user in self.users.values():
            if user.contact_low:
                self.by_contact[user.contact_low].append(user)
            for fold in user_folds(user):
                self.by_fold[fold].append(user)
            for key in user_keys(user):
                self.by_key[key].append(user)

    def find(self, draft: Draft, *, is_shared: bool) -> Found:
        """Return who the line is about: by staff number, address, then name and place."""
        data = draft.data
        if data.get("staff_number"):
            known = self.by_number.get(data["staff_number"].lower())
            if known is not None:
                return Found(user=known)
        folds = draft_folds(draft)
        email = data.get("email", "")
        holder = self.by_email.get(email) if email else None
        if holder is not None and (folds & user_folds(holder) or not user_folds(holder)):
            return Found(user=holder)
        for user in self.by_contact.get(email, []) if email else []:
            if folds & user_folds(user):
                return Found(user=user)
        if not email and not data.get("staff_number"):
            known = self._by_place(draft, folds)
            if known is not None:
                return Found(user=known)
        similar = self._similar(draft, holder, folds)
        if holder is not None and not is_shared and similar is not holder:
            # Somebody else signs in with this address: it can only be where mail goes.
            return Found(similar=similar, takes_address=True)
        return Found(similar=similar, takes_address=holder is not None)

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
        for name in (*NAMES, "phone", "birth_year")
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
