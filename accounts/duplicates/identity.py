"""What identifies a person, and the keys under which two of them meet."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice
from typing import Any

from accounts.models import Membership, User
from core.names import name_fold, name_key
from core.text import text_normalize

# Who is looked for: not pointers, not closed accounts.
SEARCHED: dict[str, Any] = {"is_active": True, "merged_into": None}
FIELDS = (
    "pk",
    "given_name",
    "family_name",
    "given_name_ar",
    "family_name_ar",
    "email",
    "contact_email",
    "phone",
    "staff_number",
    "gender",
    "birth_year",
)
# A telephone is compared by its last digits: 06…, +212 6… and 002126… are one number.
PHONE_DIGITS = 9
# Bare names meet in a small circle only: thirty people of one name say nothing about any of them.
RARE = "n"
# The same name in all agencies of one institution: a small circle too.
WIDE = "r"
_ROOT = 4


@dataclass(frozen=True, kw_only=True)
class Identity:
    """One person as the search sees them. `place` is the path of their institution of today."""

    user_id: int
    folds: frozenset[str]
    skeletons: frozenset[str]
    mailboxes: frozenset[str]
    phone: str
    staff_number: str
    place: str
    birth_year: int | None
    gender: str

    @property
    def root(self) -> str:
        """The institution at the top, without its agencies."""
        return self.place if self.place.startswith("other:") else self.place[:_ROOT]

    @cached_property
    def core(self) -> str:
        """A hash of what the person is: a decision about a pair holds while it stays the same."""
        parts = (self.folds, self.mailboxes, self.phone, self.staff_number, self.birth_year)
        return _hash(*(sorted(part) if isinstance(part, frozenset) else part for part in parts))

    @cached_property
    def digest(self) -> str:
        """A hash of all that the search looks at."""
        return _hash(self.core, self.place, self.gender)

    def search_keys(self) -> set[str]:
        """Return the keys; two people who share one are compared."""
        found = {f"s{_hash(self.staff_number)}"} if self.staff_number else set()
        for skeleton in self.skeletons:
            words = skeleton.split()
            for word in words:
                found |= {f"m{_hash(box, word)}" for box in self.mailboxes}
                if self.phone:
                    found.add(f"p{_hash(self.phone, word)}")
            found |= self._name_keys(skeleton, words)
        return found

    def _name_keys(self, skeleton: str, words: list[str]) -> set[str]:
        found = {f"{RARE}{_hash(skeleton)}"}
        if self.birth_year:
            found.add(f"b{_hash(skeleton, self.birth_year)}")
        if self.place:
            found.add(f"{WIDE}{_hash(self.root, skeleton)}")
            found |= {f"o{_hash(self.place, *pair)}" for pair in combinations(words, 2)}
        return found


def _hash(*parts: object) -> str:
    text = "\x1f".join(str(part) for part in parts)
    return hashlib.blake2b(text.encode(), digest_size=15).hexdigest()


def pair_digest(one: Identity, other: Identity) -> str:
    """Return the hash of what two people are, in the order of their ids."""
    first, second = sorted((one, other), key=lambda row: row.user_id)
    return f"{first.core}.{second.core}"


def identities_read(user_ids: Collection[int]) -> dict[int, Identity]:
    """Return the identities of those among these people who are looked for. Two queries."""
    places = _places(user_ids)
    rows = User.objects.filter(pk__in=user_ids, **SEARCHED).values(*FIELDS)
    return {row["pk"]: _identity(row, places.get(row["pk"], "")) for row in rows}


def identities_all(size: int) -> Iterator[dict[int, Identity]]:
    """Yield all identities, `size` at a time, in the order of ids."""
    ids = User.objects.filter(**SEARCHED).order_by("pk").values_list("pk", flat=True)
    stream = ids.iterator(chunk_size=size)
    while chunk := list(islice(stream, size)):
        yield identities_read(chunk)


def _full(names: Iterable[str]) -> frozenset[str]:
    """A given name alone identifies nobody: names of two words and more."""
    return frozenset(name for name in names if " " in name)


def _places(user_ids: Collection[int]) -> dict[int, str]:
    rows = Membership.objects.filter(user__in=user_ids, ends_on=None)
    return {
        user: path or (f"other:{text_normalize(other)}" if other else "")
        for user, path, other in rows.values_list(
            "user_id", "organisation__path", "organisation_other"
        )
    }


def _identity(row: dict[str, Any], place: str) -> Identity:
    names = (
        (row["given_name"], row["family_name"]),
        (row["given_name_ar"], row["family_name_ar"]),
    )
    digits = "".join(char for char in text_normalize(row["phone"]) if char.isdigit())
    return Identity(
        user_id=row["pk"],
        folds=_full(name_fold(*pair) for pair in names),
        skeletons=_full(name_key(*pair) for pair in names),
        mailboxes=frozenset(filter(None, (row["email"].lower(), row["contact_email"].lower()))),
        phone=digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else "",
        staff_number=text_normalize(row["staff_number"]),
        place=place,
        birth_year=row["birth_year"],
        gender=row["gender"],
    )
