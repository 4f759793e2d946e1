"""Filters that the shared components use."""

import pytest
from django.core.paginator import Paginator
from django.utils.translation import override

from core.templatetags.lms_tags import device
from core.templatetags.ui import at, elided, scrambled


def test_at_returns_none_beyond_the_end():
    assert [at(["a", "b"], index) for index in (0, 1, 2)] == ["a", "b", None]


def test_elided_leaves_out_far_pages():
    paginator = Paginator(range(100), 10)
    assert list(elided(paginator, 5)) == [1, paginator.ELLIPSIS, 4, 5, 6, paginator.ELLIPSIS, 10]


def test_scrambled_keeps_every_item_and_forgets_the_written_order():
    items = [{"text": text} for text in ("un", "deux", "trois", "quatre", "cinq")]
    shown = scrambled(items, "text")
    assert sorted(item["text"] for item in shown) == sorted(item["text"] for item in items)
    assert shown != items
    assert scrambled(list(reversed(items)), "text") == shown


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("Mozilla/5.0 (Linux; Android 10; K) Chrome/120.0 Mobile Safari/537.36", "Chrome, Android"),
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:121.0) Gecko/20100101 Firefox/121.0",
            "Firefox, Windows",
        ),
        ("", "Autre appareil"),
    ],
)
def test_a_device_is_named_as_people_know_it(long: str, short: str):
    with override("fr"):
        assert device(long) == short
