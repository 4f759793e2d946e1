"""Likely duplicates among 20,000 people: the first search, one after 200 changes, and an empty one.

Names are drawn from few words, so that many share one: the crowded case.
"""

import os
import random
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.duplicates.services import duplicates_search  # noqa: E402
from accounts.models import DuplicateProposal, Membership, Organisation, User  # noqa: E402

PEOPLE = int(os.environ.get("BENCH_DUPLICATES", "20000"))
GIVEN = ("Mohamed", "Mohammed", "Med", "Fatima", "Fatima Zahra", "Youssef", "Salma", "Hamza")
ARABIC = ("محمد", "فاطمة", "يوسف", "سلمى", "حمزة")
SYLLABLES = ("ba", "rou", "di", "ka", "lou", "mi", "na", "sse", "ta", "zi", "cha", "gha")
# One in forty has a second account, written a little differently.
DOUBLED = 40


def memory() -> float:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def people_make() -> None:
    """Write the people, with agencies of about fifty that share a mailbox."""
    random.seed(5)
    roots = [
        Organisation.add_root(code=f"bench-dup-{n}", name_fr=f"B{n}", name_ar=f"B{n}", kind="other")
        for n in range(10)
    ]
    agencies = [
        roots[n % len(roots)].add_child(
            code=f"bench-dup-agency-{n}", name_fr=f"A{n}", name_ar=f"A{n}", kind="other"
        )
        for n in range(max(PEOPLE // 200, 1))
    ]
    users: list[User] = []
    for number in range(PEOPLE):
        is_double = number % DOUBLED == 1
        family = users[-1].family_name if is_double else "".join(random.choices(SYLLABLES, k=4))
        agency = (number - is_double) // 50
        users.append(
            User(
                username=f"bench-dup-{number}",
                given_name="Med" if is_double else random.choice(GIVEN),
                family_name=family,
                given_name_ar=random.choice(ARABIC) if number % 3 == 0 else "",
                contact_email=f"agence{agency}@example.org",
                phone=f"06{number - is_double:08d}",
            )
        )
    User.objects.bulk_create(users, batch_size=1000)
    today = timezone.localdate()
    ids = User.objects.filter(username__startswith="bench-dup-").order_by("pk")
    Membership.objects.bulk_create(
        [
            Membership(user_id=pk, organisation=agencies[place % len(agencies)], starts_on=today)
            for place, pk in enumerate(ids.values_list("pk", flat=True))
        ],
        batch_size=1000,
    )


def main() -> None:
    """Search three times."""
    people_make()
    started = memory()
    for name in ("first", "200 changed", "nothing changed"):
        if name == "200 changed":
            rows = User.objects.filter(username__startswith="bench-dup-").order_by("pk")
            for user in rows[:200]:
                User.objects.filter(pk=user.pk).update(family_name=f"{user.family_name}x")
        begin = time.monotonic()
        with CaptureQueriesContext(connection) as queries:
            search = duplicates_search()
        print(
            f"duplicates among {search.people} ({name}): {time.monotonic() - begin:.1f} s,"
            f" {len(queries)} queries, {search.changed} looked at, {search.compared} pairs"
            f" compared, {search.proposed} proposed, peak +{memory() - started:.0f} MB"
        )
    print(f"duplicates: {DuplicateProposal.objects.count()} proposals")


if __name__ == "__main__":
    main()
