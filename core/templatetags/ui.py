"""Small helpers that only the shared components need."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
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


@register.filter
def scrambled(items: Iterable[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """Return the items in a fixed order that tells nothing: by a checksum of one of their texts.

    Files list orderings solved and right answers first. The page is cached, so this is what a
    reader without JavaScript sees; with it, practice.js shuffles anew at each visit.
    """
    return sorted(items, key=lambda item: zlib.crc32(str(item[key]).encode()))
