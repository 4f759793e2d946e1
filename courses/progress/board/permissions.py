"""Who follows which cohort, who may write to it, whose records are shown."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from accounts.enums import Scope
from accounts.models import User
from accounts.roles import scopes_of
from core.exceptions import NotFoundError, PermissionRefusedError
from courses.enrolment.models import Cohort, Enrolment
from courses.enrolment.placement import cohort_enrolments, with_placement
from courses.enrolment.selectors import cohorts_visible, enrolments_visible


def follow_require(user: User) -> None:
    """Raise PermissionRefusedError for those who follow nobody."""
    if not user.has_perm("courses.view_enrolment"):
        raise PermissionRefusedError


def cohorts_followed(user: User) -> QuerySet[Cohort]:
    """Return the cohorts of which the person sees at least one member, or which they train.

    An institution manager also finds a national cohort in which some of their people are.
    """
    visible = cohorts_visible(user)
    if Scope.MANAGED not in scopes_of(user):
        return visible
    placed = with_placement(enrolments_visible(user)).exclude(placed_in=None)
    return Cohort.objects.filter(
        Q(pk__in=visible.values("pk")) | Q(pk__in=placed.values("placed_in"))
    )


def cohort_followed(user: User, code: str) -> Cohort:
    """Return a cohort by its code. Raises NotFoundError also for one that is not followed."""
    cohort = (
        cohorts_followed(user)
        .select_related("course", "programme", "organisation")
        .filter(code=code)
        .first()
    )
    if cohort is None:
        raise NotFoundError
    return cohort


def members_shown(user: User, cohort: Cohort) -> QuerySet[Enrolment]:
    """Return the enrolments of the cohort that this person may see."""
    rows = cohort_enrolments(cohort)
    if Scope.EVERYBODY in scopes_of(user):
        return rows
    return rows.filter(pk__in=enrolments_visible(user).values("pk"))


def may_write(user: User, cohort: Cohort) -> bool:
    """Whether the person may write to the members and extend dates: its trainers, administrators.

    Institution managers read: a message comes from those who train.
    """
    return cohort.pk in may_write_to(user, [cohort])


def may_write_to(user: User, cohorts: Sequence[Cohort]) -> set[int]:
    """Return those of the cohorts that the person may write to. One query at most."""
    scopes = scopes_of(user)
    ids = {cohort.pk for cohort in cohorts}
    if Scope.EVERYBODY in scopes:
        return ids
    if Scope.TRAINED not in scopes:
        return set()
    return set(Cohort.objects.filter(pk__in=ids, trainers=user).values_list("pk", flat=True))


def write_require(user: User, cohort: Cohort) -> None:
    """Raise PermissionRefusedError for those who may only read."""
    if not may_write(user, cohort):
        raise PermissionRefusedError
