"""Rendered pieces that are the same for every learner, kept so that reading costs little."""

from collections import OrderedDict
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from courses.catalogue.selectors import OutlineUnit

BODY_SECONDS = 24 * 60 * 60
_BODIES: OrderedDict[str, SafeString] = OrderedDict()
_BODIES_KEPT = 256


def body_html(page: Any) -> SafeString:
    """Return the rendered body of a unit page, from the process, the cache or its blocks.

    The key carries the published revision: a new publication is seen at once. Costs no query
    while it is kept; one (the deferred body) and those of its images otherwise.
    """
    stamp = page.last_published_at.timestamp() if page.last_published_at else 0
    key = f"body:{page.pk}:{page.live_revision_id}:{stamp}"
    body = _BODIES.get(key)
    if body is None:
        body = cache.get(key)
        if body is None:
            body = body_render(page)
            cache.set(key, str(body), BODY_SECONDS)
        # Safe: our own templates' output, taken back from our own cache.
        body = _BODIES[key] = mark_safe(body)  # noqa: S308
        while len(_BODIES) > _BODIES_KEPT:
            _BODIES.popitem(last=False)
    return body


def body_render(page: Any) -> SafeString:
    """Render the blocks of a unit page (also used by the preview, without the cache)."""
    return render_to_string(
        "courses/lesson_body.html", {"page": page, "language": page.locale.language_code}
    )


def outline_item_html(
    unit: OutlineUnit, state: str, *, due: str = "", is_late: bool = False
) -> str:
    """Return the list item of a unit in a state; rendered once per outline and state.

    With a date (`due`, in words) it is rendered anew: dates differ from person to person.
    """
    context = {"unit": unit, "state": state, "due": due, "late": is_late}
    if due:
        return render_to_string("courses/outline_item.html", context)
    fragment = unit.fragments.get(state)
    if fragment is None:
        fragment = render_to_string("courses/outline_item.html", context)
        unit.fragments[state] = fragment
    return fragment
