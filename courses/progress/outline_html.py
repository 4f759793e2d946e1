"""The outline of a course as a learner sees it."""

import datetime as dt
from collections.abc import Mapping

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from core.dates import date_format_long
from courses.catalogue.rendering import outline_item_html
from courses.catalogue.selectors import OutlineUnit
from courses.progress.selectors import Progress


def outline_html(
    progress: Progress,
    *,
    current_id: int | None = None,
    linked: bool = True,
    due: Mapping[int, dt.date] | None = None,
) -> SafeString:
    """Return the outline's markup. Items come from kept fragments: one template per module.

    `due` holds the learner's dates by unit; a date is shown until the unit is completed.
    """
    modules = []
    days = due or {}
    for module in progress.outline.modules:
        states = [progress.state(unit, current_id) for unit in module.units]
        items = "".join(
            _item(unit, state if linked else "plain", days if state != "done" else {})
            for unit, state in zip(module.units, states, strict=True)
        )
        modules.append(
            {
                "module": module,
                # Safe: joined from fragments that templates rendered.
                "items": mark_safe(items),  # noqa: S308
                "done": states.count("done"),
                "is_current": "current" in states,
            }
        )
    return render_to_string(
        "courses/outline.html",
        # Beside a lesson the outline is there to move about: openings are read on the course page.
        {"modules": modules, "linked": linked, "is_full": current_id is None},
    )


def _item(unit: OutlineUnit, state: str, days: Mapping[int, dt.date]) -> str:
    day = days.get(unit.id)
    if day is None:
        return outline_item_html(unit, state)
    is_late = day < timezone.localdate()
    return outline_item_html(unit, state, due=date_format_long(day), is_late=is_late)
