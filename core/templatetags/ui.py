"""Small helpers that only the shared components need."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import template
from django.core.paginator import Paginator

register = template.Library()


@register.filter
def at(values: Sequence[Any], index: int) -> Any:
    """Return the value at a place of a list, None beyond its end."""
    return values[index] if 0 <= index < len(values) else None


@register.filter
def elided(paginator: "Paginator[Any]", number: int) -> Iterator[int | str]:
    """Page numbers around `number`, with an ellipsis where some are left out."""
    return paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
