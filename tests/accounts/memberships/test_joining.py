"""Two histories put together: no day counts twice, no day is lost."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.memberships.joining import Span, memberships_join, spans_left
from accounts.models import Membership, User
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory

FIRST = dt.date(2026, 1, 1)


def days(span: Span) -> set[int]:
    return set(range((span.start - FIRST).days, (span.end - FIRST).days + 1))


def span(start: int, length: int) -> Span:
    return Span(
        start=FIRST + dt.timedelta(days=start), end=FIRST + dt.timedelta(days=start + length)
    )


some = st.builds(span, st.integers(0, 40), st.integers(0, 20))


@given(one=some, taken=st.lists(some, max_size=4))
def test_what_is_left_is_exactly_what_nothing_covers(one: Span, taken: list[Span]):
    left = spans_left(one, taken)
    covered = set().union(*(days(other) for other in taken))
    assert sorted(day for part in left for day in days(part)) == sorted(days(one) - covered)


def joined(user: User) -> list[tuple[str, str, str]]:
    rows = Membership.objects.filter(user=user).order_by("starts_on").select_related("organisation")
    return [
        (
            row.organisation.code if row.organisation else "",
            row.starts_on.isoformat(),
            row.ends_on.isoformat() if row.ends_on else "",
        )
        for row in rows
    ]


@pytest.mark.django_db
def test_a_period_inside_another_divides_it():
    kept, dropped = UserFactory(), UserFactory()
    tanger, fes = OrganisationFactory(code="tanger"), OrganisationFactory(code="fes")
    MembershipFactory(user=kept, organisation=tanger, starts_on=dt.date(2025, 1, 1))
    MembershipFactory(
        user=dropped,
        organisation=fes,
        starts_on=dt.date(2025, 5, 1),
        ends_on=dt.date(2025, 5, 31),
    )
    aside: list[Membership] = []
    moved = memberships_join(wins=dropped, yields=kept, kept=kept, put_aside=aside.append)
    assert (moved, aside) == (1, [])
    assert joined(kept) == [
        ("tanger", "2025-01-01", "2025-04-30"),
        ("fes", "2025-05-01", "2025-05-31"),
        ("tanger", "2025-06-01", ""),
    ]


@pytest.mark.django_db
def test_what_follows_at_the_same_place_is_one_period():
    kept, dropped = UserFactory(), UserFactory()
    tanger = OrganisationFactory(code="tanger")
    MembershipFactory(user=kept, organisation=tanger, starts_on=dt.date(2026, 3, 1))
    MembershipFactory(user=dropped, organisation=tanger, starts_on=dt.date(2025, 1, 1))
    memberships_join(
        wins=kept, yields=dropped, kept=kept, put_aside=lambda row: row.delete() and None
    )
    assert joined(kept) == [("tanger", "2025-01-01", "")]
