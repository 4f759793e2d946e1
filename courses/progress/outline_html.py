"""The outline of a course as a learner sees it."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from courses.catalogue.rendering import outline_item_html
from courses.progress.selectors import Progress


def outline_html(
    progress: Progress, *, current_id: int | None = None, linked: bool = True
) -> SafeString:
    """Return the outline's markup. Items come from kept fragments: one template per module."""
    modules = []
    for module in progress.outline.modules:
        states = [progress.state(unit, current_id) for unit in module.units]
        items = "".join(
            outline_item_html(unit, state if linked else "plain")
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
