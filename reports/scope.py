"""Whose records a report counts for this person, and whether names may be shown."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import scopes_of
from courses.api import cohorts_visible, enrolments_visible
from courses.models import Cohort, Enrolment


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The enrolments that are counted. Without names, small groups are hidden."""

    enrolments: QuerySet[Enrolment]
    with_names: bool


def counted_for(user: User) -> Counted:
    """Return what this person's reports count.

    Those with a scope (trainers, managers, administrators) count the people that they may see;
    monitoring officers and authors count everybody, without names and without small groups.
    """
    figures_only = user.has_perm("courses.view_figures") and not user.has_perm(
        "courses.export_figures"
    )
    if scopes_of(user) and not figures_only:
        return Counted(enrolments=enrolments_visible(user), with_names=True)
    return Counted(enrolments=Enrolment.objects.all(), with_names=False)


def cohorts_choosable(user: User, counted: Counted) -> QuerySet[Cohort]:
    """Return the cohorts to filter by: those followed; all where names are not shown."""
    return cohorts_visible(user) if counted.with_names else Cohort.objects.all()


def is_exposed(part: int, whole: int) -> bool:
    """Whether a part tells about a small group: itself, or what it leaves of the whole.

    For those without names: a filter that leaves out three people tells about these three.
    """
    return 0 < part < settings.LMS_SMALL_GROUP or 0 < whole - part < settings.LMS_SMALL_GROUP


def small_groups(sizes: list[int], threshold: int | None = None) -> set[int]:
    """Return the places to hide: the small ones, and others until they hide at least `threshold`.

    So that nobody finds a hidden group by subtracting the others from the total. Without
    `threshold` it is that of the reports (`LMS_SMALL_GROUP`).
    """
    threshold = threshold or settings.LMS_SMALL_GROUP
    hidden = {place for place, size in enumerate(sizes) if 0 < size < threshold}
    rest = sorted(
        (place for place in range(len(sizes)) if place not in hidden and sizes[place]),
        key=lambda place: (sizes[place], place),
    )
    while hidden and rest and sum(sizes[place] for place in hidden) < threshold:
        hidden.add(rest.pop(0))
    return hidden
