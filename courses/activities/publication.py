"""What must be true of the activities of a page before it is published."""

from typing import Any

from courses.activities.models import ActivityPage
from courses.activities.places import BLOCK_TYPE
from courses.catalogue.publication import check_register
from h5p.api import Activity, activity_problem


def activities_problems(page: Any) -> list[str]:
    """Each activity is published, in the page's language, and wholly translated."""
    language = page.locale.language_code
    problems = [activity_problem(activity, language) for activity in _activities(page)]
    return [problem for problem in problems if problem]


def _activities(page: Any) -> list[Activity]:
    if isinstance(page, ActivityPage):
        return [page.activity] if page.activity_id else []
    blocks = [row for row in getattr(page, "body", None) or [] if row.block_type == BLOCK_TYPE]
    return [row.value["activity"] for row in blocks if row.value.get("activity")]


check_register(activities_problems)
