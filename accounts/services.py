"""What changes people: registration, moves, consent, profile."""

import re
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.crypto import get_random_string
from wagtail.coreutils import string_to_ascii

from accounts.memberships.services import membership_move
from accounts.models import Consent, ConsentText, User
from accounts.selectors import memberships_of

PROFILE_FIELDS = (
    "given_name",
    "family_name",
    "given_name_ar",
    "family_name_ar",
    "gender",
    "birth_year",
    "language",
    "contact_email",
    "phone",
)


def username_new(text: str) -> str:
    """Return a free login name from an address or a name in either script.

    It is not the address and reveals no domain; Arabic letters become Latin ones.
    """
    return usernames_new([text])[0]


def usernames_new(texts: Sequence[str]) -> list[str]:
    """As `username_new` for many at once, all different: one query a round, seldom more than two.

    The ending grows with the rounds: a name that thousands share does not run out of endings.
    """
    bases = [_username_base(text) for text in texts]
    candidates = list(bases)
    given: set[str] = set()
    open_ones = list(range(len(bases)))
    length = 4
    while open_ones:
        wanted = {candidates[number] for number in open_ones}
        rows = User.objects.annotate(low=Lower("username")).filter(low__in=wanted)
        taken = given | set(rows.values_list("low", flat=True))
        left = []
        for number in open_ones:
            if candidates[number] in taken:
                candidates[number] = f"{bases[number]}{get_random_string(length, '23456789')}"
                left.append(number)
            else:
                given.add(candidates[number])
                taken.add(candidates[number])
        open_ones, length = left, length + 1
    return candidates


def _username_base(text: str) -> str:
    latin = string_to_ascii(text.split("@", maxsplit=1)[0]).lower()
    return ".".join(re.findall(r"[a-z0-9]+", latin))[:24].strip(".") or "p"


@transaction.atomic
def person_behind_mailbox(*, address: str, data: dict[str, Any]) -> User:
    """Create somebody whose mail goes to a mailbox that others use too.

    The account has a login name made from the person's name, no e-mail of its own and no
    password: only a code sent to the mailbox opens it. Raises ValidationError.
    """
    latin = f"{data.get('given_name', '')} {data.get('family_name', '')}"
    arabic = f"{data.get('given_name_ar', '')} {data.get('family_name_ar', '')}"
    user = User.objects.create_user(
        username_new(latin if latin.strip() else arabic), contact_email=address
    )
    return profile_update(user=user, data={**data, "contact_email": address})


def consent_give(*, user: User, text: ConsentText, language: str) -> Consent:
    """Note the person's consent to a version of the text; idempotent."""
    consent, _created = Consent.objects.get_or_create(
        user=user, text=text, defaults={"language": language}
    )
    return consent


@transaction.atomic
def profile_update(*, user: User, data: dict[str, Any]) -> User:
    """Write the profile's own fields (no other) and the move to another institution."""
    for name in PROFILE_FIELDS:
        if name in data:
            setattr(user, name, data[name])
    user.full_clean(exclude=["password"])
    user.save(update_fields=[name for name in PROFILE_FIELDS if name in data])
    membership_move(
        user=user,
        organisation=data.get("organisation"),
        organisation_other=data.get("organisation_other", ""),
        region=data.get("region", ""),
        city=data.get("city", ""),
    )
    return user


def personal_data(user: User) -> dict[str, Any]:
    """Return the person's own account data, for their download."""
    return {
        "uuid": str(user.uuid),
        "username": user.username,
        "email": user.email,
        **{name: getattr(user, name) for name in PROFILE_FIELDS},
        "date_joined": user.date_joined.isoformat(),
        "memberships": [
            {
                "organisation": row.organisation.name_fr if row.organisation else "",
                "organisation_other": row.organisation_other,
                "region": row.region,
                "city": row.city,
                "starts_on": row.starts_on.isoformat(),
                "ends_on": row.ends_on.isoformat() if row.ends_on else None,
            }
            for row in memberships_of(user)
        ],
        "consents": [
            {"version": row.text.version, "language": row.language, "on": row.given_at.isoformat()}
            for row in user.consents.select_related("text")
        ],
    }
