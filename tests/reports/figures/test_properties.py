"""Whatever the population: figures equal an independent count, rows, filters and files.

The same tests run on SQLite and on PostgreSQL; each compares with the same SQL.
"""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from hypothesis import HealthCheck, Phase, given, settings

from reports.api import (
    ALL,
    DIMENSIONS,
    INDICATORS,
    Selection,
    facts_rebuild,
    facts_refresh,
    grids_get,
    of_year,
    platform_reader,
    table_get,
)
from reports.figures.selection import facts_of
from reports.models import Fact
from tests.reports.population import PEOPLE, WORKSHOPS, YEARS, Being, World

SQL = (Path(__file__).parent.parent / "independent.sql").read_text()
# In Ramadan Morocco keeps UTC, else UTC+1: the turns of the clock, in UTC.
RAMADAN = (
    ("2024-03-10 02:00", "2024-04-14 02:00"),
    ("2025-02-23 02:00", "2025-04-06 02:00"),
    ("2026-02-15 02:00", "2026-03-22 02:00"),
)
EXAMPLES = settings(
    max_examples=12,
    deadline=None,
    # A failing population is printed as it was found: shrinking would write thousands of them.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Row = tuple[str, str, str, str, str]


@pytest.fixture
def world(db: None) -> World:
    return World()


def day_sql(column: str) -> str:
    if connection.vendor == "postgresql":
        return f"(({column}) AT TIME ZONE 'Africa/Casablanca')::date"
    in_ramadan = " OR ".join(
        f"({column} >= '{since}' AND {column} < '{until}')" for since, until in RAMADAN
    )
    return f"date({column}, CASE WHEN {in_ramadan} THEN '+0 hours' ELSE '+1 hours' END)"


def independent() -> dict[Row, tuple[int, int]]:
    """What the script counts."""
    text = SQL.replace("DAY(h.moment)", day_sql("h.moment"))
    with connection.cursor() as cursor:
        cursor.execute(text)
        return {tuple(line[:5]): (line[5], line[6]) for line in cursor.fetchall()}


def product() -> dict[Row, tuple[int, int]]:
    """What the reports say, in the same form."""
    reader = platform_reader()
    found: dict[Row, tuple[int, int]] = {}
    for year in YEARS:
        for rows, columns in (("region", "gender"), ("kind", "gender")):
            grids = grids_get(
                reader,
                indicators=INDICATORS,
                selection=of_year(year),
                rows=rows,
                columns=columns,
            )
            for code, grid in grids.items():
                for (row, column), cell in grid.cells.items():
                    place = {rows: row, columns: column}
                    region, kind = place.get("region", ALL), place.get("kind", ALL)
                    line = (code, str(year), region, place["gender"], kind)
                    # The script counts no people where nobody can be told apart.
                    found[line] = (cell.participations, cell.people or 0)
    return found


@given(people=PEOPLE, workshops=WORKSHOPS)
@EXAMPLES
def test_every_cell_equals_the_independent_script(
    world: World, people: list[Being], workshops: list[Any]
):
    world.populate(people, workshops)
    facts_rebuild()
    assert product() == independent()


@given(people=PEOPLE, workshops=WORKSHOPS)
@EXAMPLES
def test_totals_equal_rows_and_filters_partition(
    world: World, people: list[Being], workshops: list[Any]
):
    world.populate(people, workshops)
    facts_rebuild()
    reader = platform_reader()
    selection = Selection()
    for code, indicator in INDICATORS.items():
        rows = facts_of([indicator], selection, Q())
        for dimension in DIMENSIONS:
            table = table_get(reader, indicator=code, selection=selection, rows=dimension)
            assert table.warnings == ()
            assert table.total.participations == sum(fact.number for fact in rows)
            assert table.total.participations == sum(
                one.total.participations for one in table.lines
            )
            if indicator.has_people:
                assert table.total.people == len({fact.person_id for fact in rows})
            for line in table.lines:
                narrowed = selection.with_key(dimension, line.key)
                behind = list(facts_of([indicator], narrowed, Q()))
                assert line.total.participations == sum(fact.number for fact in behind)
                if indicator.has_people:
                    assert line.total.people == len({fact.person_id for fact in behind})


def content() -> list[tuple[Any, ...]]:
    columns = [field.attname for field in Fact._meta.fields if field.name != "id"]
    return sorted(Fact.objects.values_list(*columns), key=str)


@given(people=PEOPLE)
@EXAMPLES
def test_a_refresh_and_a_second_rebuild_change_nothing(world: World, people: list[Being]):
    world.populate(people, [])
    facts_rebuild()
    first = content()
    facts_refresh(people=list(Fact.objects.values_list("person_id", flat=True))[:7])
    assert content() == first
    facts_rebuild()
    assert content() == first
