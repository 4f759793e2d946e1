"""Item analysis against an independent calculation over generated answers."""

from fractions import Fraction
from math import comb, isclose, sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.learning.items import Choice, Item, Shown, items_analyse, rest_share
from reports.learning.remarks import with_remarks
from reports.learning.statistics import fisher_p, shares_compare, spread

OPTIONS = ("a", "b", "c")


def items(number: int) -> list[Item]:
    return [
        Item(
            id=pk,
            code=f"q{pk}",
            kind="single",
            text=f"Question {pk}",
            choices=[Choice(key=key, text=key, is_right=key == "a") for key in OPTIONS],
        )
        for pk in range(number)
    ]


# One person: language, and for each of three questions an option or nothing.
PERSON = st.tuples(
    st.sampled_from(["fr", "ar"]),
    st.lists(st.sampled_from([*OPTIONS, None]), min_size=3, max_size=3),
)


def shown(people: list[Any]) -> list[Shown]:
    rows = []
    for language, answers in people:
        points = [1.0 if answer == "a" else 0.0 for answer in answers]
        rows += [
            Shown(
                question_id=pk,
                credit=points[pk],
                rest=rest_share(points, points[pk]),
                language=language,
                response=None if answer is None else {"options": [answer]},
            )
            for pk, answer in enumerate(answers)
        ]
    return rows


def pearson(xs: list[Fraction], ys: list[Fraction]) -> float | None:
    n = len(xs)
    mean_x, mean_y = sum(xs) / n, sum(ys) / n
    cov = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    var_x = sum((x - mean_x) ** 2 for x in xs)
    var_y = sum((y - mean_y) ** 2 for y in ys)
    return float(cov) / sqrt(float(var_x) * float(var_y)) if var_x and var_y else None


@given(st.lists(PERSON, min_size=1, max_size=40))
def test_every_figure_equals_a_count_by_hand(people: list[Any]):
    found = items_analyse(items(3), shown(people))
    assert [one.item.id for one in found] == [0, 1, 2]
    for one in found:
        pk = one.item.id
        given_answers = [answers[pk] for _language, answers in people]
        right = [answer == "a" for answer in given_answers]
        assert one.n == len(people)
        assert one.omitted == given_answers.count(None)
        assert one.right == sum(right)
        assert isclose(one.difficulty, sum(right) / len(people))
        assert [row.count for row in one.drawn] == [given_answers.count(key) for key in OPTIONS]
        assert sum(row.count or 0 for row in one.drawn) + (one.omitted or 0) == one.n
        rest = [
            Fraction(sum(answers[k] == "a" for k in range(3) if k != pk), 2)
            for _language, answers in people
        ]
        expected = pearson([Fraction(value) for value in right], rest) if len(people) > 1 else None
        if expected is None:
            assert one.discrimination is None
        else:
            assert one.discrimination is not None
            assert isclose(one.discrimination, expected, abs_tol=1e-9)
        for row in one.languages:
            own = [answers[pk] for language, answers in people if language == row.language]
            assert (row.n, row.right) == (len(own), own.count("a"))


def fisher_by_hand(a: int, n_a: int, b: int, n_b: int) -> Fraction:
    """Sum over every possible table with the same margins, exactly."""
    hits = a + b
    chance = {
        k: Fraction(comb(n_a, k) * comb(n_b, hits - k), comb(n_a + n_b, hits))
        for k in range(n_a + 1)
        if 0 <= hits - k <= n_b
    }
    return sum((p for p in chance.values() if p <= chance[a]), Fraction(0))


@given(st.integers(1, 25), st.integers(1, 25), st.data())
def test_fisher_equals_the_sum_over_all_tables(n_a: int, n_b: int, data: Any):
    a, b = data.draw(st.integers(0, n_a)), data.draw(st.integers(0, n_b))
    assert isclose(fisher_p(a, n_a, b, n_b), float(fisher_by_hand(a, n_a, b, n_b)), abs_tol=1e-12)


def test_known_values_of_both_tests():
    # Fisher's tea: 3 of 4 against 1 of 4, two-sided 34/70.
    assert isclose(fisher_p(3, 4, 1, 4), 34 / 70)
    found = shares_compare(80, 100, 60, 100)
    assert found is not None
    assert found.test == "z"
    # z = 0.2 / sqrt(0.7 · 0.3 · 2/100) = 3.0861, two-sided 0.00203.
    assert isclose(found.p, 0.002028, abs_tol=1e-6)
    few = shares_compare(3, 4, 1, 4)
    assert few is not None
    assert few.test == "fisher"
    assert shares_compare(1, 2, 0, 0) is None


def test_quartiles_by_linear_interpolation():
    found = spread([1, 2, 3, 4])
    assert found is not None
    assert (found.n, found.mean, found.q1, found.median, found.q3) == (4, 2.5, 1.75, 2.5, 3.25)
    assert spread([]) is None
    alone = spread([7])
    assert alone is not None
    assert (alone.q1, alone.median, alone.q3) == (7, 7, 7)


def codes(people: list[Any], question: int = 0) -> list[str]:
    figures = items_analyse(items(3), shown(people))[question]
    return [remark.code for remark in with_remarks(figures).remarks]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([("fr", ["a", "a", "b"])] * 9, ["too_few"]),
        ([("fr", ["a", "a", "b"])] * 10, ["too_easy"]),
        ([("fr", ["b", "a", "b"])] * 10, ["too_hard", "distractor"]),
        # Those who are right elsewhere are wrong here.
        (
            [("fr", ["a", "b", "b"])] * 10
            + [("fr", ["b", "a", "a"])] * 5
            + [("fr", ["c", "b", "a"])] * 5,
            ["negative"],
        ),
        ([("fr", ["a", "a", "a"])] * 12 + [("fr", ["b", "b", "b"])] * 8, ["unused"]),
        (
            [("fr", ["a", "a", "a"])] * 15
            + [("ar", ["b", "a", "b"])] * 8
            + [("ar", ["c", "b", "b"])] * 7
            + [("ar", ["a", "a", "b"])] * 5,
            ["language"],
        ),
    ],
)
def test_a_weak_question_is_told_in_words(people: list[Any], expected: list[str]):
    assert codes(people) == expected


def test_pairs_orders_and_short_answers():
    ordering = Item(
        id=1,
        code="o",
        kind="ordering",
        text="",
        choices=[Choice(key=key, text=key) for key in OPTIONS],
    )
    matching = Item(id=2, code="m", kind="matching", text="", choices=ordering.choices)
    short = Item(id=3, code="s", kind="short", text="", choices=ordering.choices)
    responses: list[tuple[int, dict[str, Any]]] = [
        (1, {"places": {"a": 1, "b": 3, "c": 2}}),
        (2, {"pairs": {"a": "a", "b": "c", "c": "b"}}),
        (3, {"text": "mot"}),
        (3, {"text": ""}),
    ]
    rows = [
        Shown(question_id=pk, credit=0.5, rest=None, language="fr", response=response)
        for pk, response in responses
    ]
    found = items_analyse([ordering, matching, short], rows)
    assert [[row.count for row in one.drawn] for one in found] == [[1, 0, 0], [1, 0, 0], []]
    assert [one.omitted for one in found] == [0, 0, 1]
    assert all(one.discrimination is None for one in found)
