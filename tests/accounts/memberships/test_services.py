"""Dated memberships: one on any day, moved without rewriting, corrected with a trace."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from accounts.memberships.exceptions import MembershipDatesError, MembershipOverlapError
from accounts.memberships.services import (
    membership_add,
    membership_close,
    membership_correct,
    membership_move,
    memberships_move,
)
from accounts.models import Membership, User
from accounts.selectors import membership_at
from tests.concurrency import run_at_once
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def lines(user: User) -> list[tuple[str, str, str]]:
    """What the rows of a person say, oldest first."""
    return [
        (
            row.organisation.code if row.organisation else row.organisation_other,
            row.starts_on.isoformat(),
            row.ends_on.isoformat() if row.ends_on else "",
        )
        for row in user.memberships.order_by("starts_on").select_related("organisation")
    ]


def entries() -> list[dict[str, Any]]:
    rows = ModelLogEntry.objects.filter(action="accounts.membership").order_by("pk")
    return [row.data for row in rows]


@pytest.fixture
def places() -> dict[str, Any]:
    return {code: OrganisationFactory(code=code) for code in ("tanger", "agadir", "fes")}


@pytest.fixture
def person(places: dict[str, Any]) -> User:
    """Since 2025 in Tanger."""
    row = MembershipFactory(organisation=places["tanger"], starts_on=day("2025-01-01"))
    user: User = row.user
    return user


def test_a_move_closes_the_day_before(person: User, places: dict[str, Any]):
    membership_move(user=person, organisation=places["agadir"], starts_on=day("2026-07-01"))
    assert lines(person) == [
        ("tanger", "2025-01-01", "2026-06-30"),
        ("agadir", "2026-07-01", ""),
    ]
    found = [membership_at(user=person, day=day(f"2026-{month}")) for month in ("06-30", "07-01")]
    assert [row.organisation.code for row in found if row and row.organisation] == [
        "tanger",
        "agadir",
    ]
    assert membership_at(user=person, day=day("2024-12-31")) is None


def test_a_move_into_the_past_keeps_what_came_later(person: User, places: dict[str, Any]):
    membership_move(user=person, organisation=places["agadir"], starts_on=day("2026-07-01"))
    membership_move(user=person, organisation=places["fes"], starts_on=day("2026-03-01"))
    assert lines(person) == [
        ("tanger", "2025-01-01", "2026-02-28"),
        ("fes", "2026-03-01", "2026-06-30"),
        ("agadir", "2026-07-01", ""),
    ]
    membership_move(user=person, organisation=places["fes"], starts_on=day("2024-06-01"))
    assert lines(person)[0] == ("fes", "2024-06-01", "2024-12-31")


def test_a_second_move_on_the_same_day_corrects(person: User, places: dict[str, Any]):
    for code in ("agadir", "fes", "fes"):
        membership_move(user=person, organisation=places[code], starts_on=day("2026-07-01"))
    assert lines(person) == [("tanger", "2025-01-01", "2026-06-30"), ("fes", "2026-07-01", "")]


def test_staff_add_correct_and_close_with_a_trace(person: User, places: dict[str, Any]):
    admin = UserFactory()
    former = membership_add(
        user=person,
        data={
            "organisation": places["fes"],
            "position": "Stagiaire",
            "starts_on": day("2023-01-01"),
            "ends_on": day("2024-12-31"),
        },
        by=admin,
    )
    membership_correct(
        membership=former,
        data={
            "organisation": places["fes"],
            "position": "Conseillère",
            "starts_on": day("2023-02-01"),
            "ends_on": day("2024-12-31"),
        },
        by=admin,
        reason="note 12",
    )
    current = person.memberships.get(ends_on=None)
    membership_close(membership=current, ends_on=day("2026-05-31"), by=admin)
    assert lines(person) == [
        ("fes", "2023-02-01", "2024-12-31"),
        ("tanger", "2025-01-01", "2026-05-31"),
    ]
    added, corrected, closed = entries()
    assert (added["to"]["institution"], added["to"]["position"]) == ("fes", "Stagiaire")
    assert (corrected["from"]["position"], corrected["to"]["position"], corrected["reason"]) == (
        "Stagiaire",
        "Conseillère",
        "note 12",
    )
    assert (closed["from"]["ends_on"], closed["to"]["ends_on"]) == ("", "2026-05-31")
    assert {row["person"] for row in entries()} == {str(person.uuid)}


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [("2026-01-01", None), ("2024-01-01", "2025-01-01"), ("2024-01-01", None)],
)
def test_two_on_one_day_are_refused(
    person: User, places: dict[str, Any], starts_on: str, ends_on: str | None
):
    data = {
        "organisation": places["fes"],
        "starts_on": day(starts_on),
        "ends_on": day(ends_on) if ends_on else None,
    }
    with pytest.raises(MembershipOverlapError):
        membership_add(user=person, data=data, by=UserFactory())
    assert (len(lines(person)), entries()) == (1, [])


def test_a_line_that_ends_before_it_starts_is_refused(person: User):
    row = person.memberships.get()
    with pytest.raises(MembershipDatesError):
        membership_close(membership=row, ends_on=day("2024-12-31"), by=UserFactory())


def test_the_database_itself_refuses_two_on_one_day(person: User, places: dict[str, Any]):
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(
            user=person,
            organisation=places["fes"],
            starts_on=day("2024-01-01"),
            ends_on=day("2025-01-01"),
        )
    before = MembershipFactory(
        user=person,
        organisation=places["fes"],
        starts_on=day("2024-01-01"),
        ends_on=day("2024-12-31"),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=before.pk).update(ends_on=day("2025-01-01"))
    Membership.objects.filter(pk=before.pk).update(ends_on=day("2024-06-01"))
    MembershipFactory(
        organisation=places["fes"], starts_on=day("2024-01-01"), ends_on=day("2025-01-01")
    )
    assert Membership.objects.count() == 3


def test_many_move_at_once_and_it_can_be_seen_before(person: User, places: dict[str, Any]):
    admin = UserFactory()
    there = MembershipFactory(organisation=places["agadir"], starts_on=day("2025-01-01")).user
    today = MembershipFactory(organisation=places["fes"], starts_on=day("2026-09-01")).user
    nowhere = UserFactory()
    ask = {
        "people": [person, there, today, nowhere],
        "organisation": places["agadir"],
        "starts_on": day("2026-09-01"),
        "by": admin,
        "reason": "réorganisation",
    }
    dry = memberships_move(**ask, is_dry=True)
    assert (dry.changed, Membership.objects.count(), entries()) == (3, 3, [])
    assert [(row.is_nothing, row.is_correction) for row in dry.lines] == [
        (False, False),
        (True, False),
        (False, True),
        (False, False),
    ]
    assert memberships_move(**ask).changed == 3
    assert lines(person) == [("tanger", "2025-01-01", "2026-08-31"), ("agadir", "2026-09-01", "")]
    assert lines(there) == [("agadir", "2025-01-01", "")]
    assert [lines(user) for user in (today, nowhere)] == [[("agadir", "2026-09-01", "")]] * 2
    assert [row["from"]["institution"] for row in entries()[:2]] == ["tanger", "fes"]
    assert memberships_move(**ask).changed == 0
    assert len(entries()) == 3


@pytest.mark.parametrize("size", [2, 10])
def test_looking_at_a_move_takes_three_queries(places: dict[str, Any], size: int):
    people = [MembershipFactory(organisation=places["fes"]).user for _number in range(size)]
    with CaptureQueriesContext(connection) as queries:
        memberships_move(
            people=people,
            organisation=places["agadir"],
            starts_on=day("2027-01-01"),
            by=people[0],
            is_dry=True,
        )
    seen = [row for row in queries.captured_queries if row["sql"].startswith("SELECT")]
    assert len(seen) == 3


@pytest.mark.django_db(transaction=True)
def test_moves_at_once_leave_one_place():
    person = UserFactory()
    targets = [OrganisationFactory() for _number in range(6)]
    results = run_at_once(
        [partial(membership_move, user=person, organisation=target) for target in targets],
        at_a_time=6,
    )
    assert [row for row in results if isinstance(row, Exception)] == []
    assert person.memberships.count() == 1
