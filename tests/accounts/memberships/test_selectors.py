"""Where people belonged on a day, for any number of rows in one query."""

import datetime as dt
from typing import Any

import pytest
from django.db.models import DateField, Value
from django.db.models.functions import TruncDate

from accounts.selectors import with_place
from courses.models import Enrolment
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.enrolment import EnrolmentFactory

pytestmark = pytest.mark.django_db


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def moved() -> Any:
    """In Tanger until June 2026, in Agadir from July on; enrolled in each half of the year."""
    tanger = OrganisationFactory(code="tanger", region="01")
    agadir = OrganisationFactory(code="agadir", region="09")
    user = MembershipFactory(
        organisation=tanger, region="01", starts_on=day("2024-01-01"), ends_on=day("2026-06-30")
    ).user
    MembershipFactory(user=user, organisation=agadir, region="09", starts_on=day("2026-07-01"))
    for moment in ("2026-06-30T22:30:00+00:00", "2026-07-01T12:00:00+00:00"):
        row = EnrolmentFactory(user=user, organisation=agadir, region="09")
        Enrolment.objects.filter(pk=row.pk).update(enrolled_at=dt.datetime.fromisoformat(moment))
    return user


def test_each_row_is_where_the_person_was_that_day(moved: Any):
    rows = with_place(Enrolment.objects.order_by("enrolled_at"), day=TruncDate("enrolled_at"))
    codes = dict(rows.values_list("pk", "place_region"))
    assert list(codes.values()) == ["01", "09"]
    earlier = with_place(
        Enrolment.objects.all(), day=Value(day("2025-12-31"), output_field=DateField())
    )
    assert set(earlier.values_list("place_region", flat=True)) == {"01"}


def test_where_nothing_is_known_the_row_keeps_its_own(moved: Any):
    alone = EnrolmentFactory(organisation=OrganisationFactory(code="fes"), region="03")
    rows = with_place(Enrolment.objects.filter(pk=alone.pk), day=TruncDate("enrolled_at"))
    assert list(rows.values_list("place_organisation", "place_region")) == [
        (alone.organisation_id, "03")
    ]


def test_it_is_one_query(moved: Any, django_assert_num_queries: Any):
    with django_assert_num_queries(1):
        rows = with_place(Enrolment.objects.all(), day=TruncDate("enrolled_at"))
        assert len(list(rows)) == 2
