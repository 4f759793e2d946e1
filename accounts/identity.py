"""Who is meant by what somebody types: login name, e-mail, telephone or staff number.

An agency has one mailbox and several people (docs/adr/0016): an address alone then names nobody,
and the login name, the telephone or the staff number does.
"""

import re
from collections.abc import Iterable

from django.db.models import Q

from accounts.models import User
from core.phones import phone_normalize
from core.text import digits_western

# More people than this behind one telephone or number name nobody.
SHARED_MOST = 3
_BLANKS = re.compile(r"\s+")


def staff_number_normalize(text: str) -> str:
    """Return a staff number in the one form in which it is kept: no blanks, Western digits."""
    return _BLANKS.sub("", digits_western(text)).upper()


def people_identified(text: str) -> list[User]:
    """Return the active people whom the text names, none when it names too many.

    A login name or a personal address names one person and comes first; then telephone, staff
    number, and an address that is the contact of one person only. The login name of a merged
    account leads to who it became. At most three queries.
    """
    typed = digits_western(text).strip()
    if not typed:
        return []
    rows = User.objects.select_related("merged_into")
    found = _active(rows.filter(Q(username__iexact=typed) | Q(email__iexact=typed)))
    if found:
        return found
    named = Q(staff_number=staff_number_normalize(typed))
    phone = phone_normalize(typed)
    if phone:
        named |= Q(phone=phone)
    found = _active(rows.filter(named).order_by("pk")[: SHARED_MOST + 1])
    if not found and "@" in typed:
        found = _active(rows.filter(contact_email__iexact=typed, merged_into=None)[:2])
        return found if len(found) == 1 else []
    return found if len(found) <= SHARED_MOST else []


def person_meant(people: list[User]) -> User | None:
    """Return the one person of those whom a text names; None for nobody and for several."""
    return people[0] if len(people) == 1 else None


def mailbox_is_shared(address: str) -> bool:
    """Return whether several people have their mail sent to this address. One query."""
    rows = User.objects.filter(contact_email__iexact=address, merged_into=None)
    return bool(address) and rows[:2].count() > 1


def _active(rows: Iterable[User]) -> list[User]:
    people: dict[int, User] = {}
    for row in rows:
        person = row.merged_into or row
        if person.is_active:
            people[person.pk] = person
    return list(people.values())
