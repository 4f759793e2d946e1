"""Whose enrolments staff may see: every list, file and endpoint about them asks here."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import Scope
from accounts.models import User
from accounts.roles import scopes_of
from accounts.scope import people_managed, subtree_q
from courses.enrolment.models import Cohort, Enrolment, ProgrammeEnrolment


def cohorts_trained(user: User) -> QuerySet[Cohort]:
    """Return the cohorts that this person trains, for those whose role is to train."""
    if Scope.TRAINED not in scopes_of(user):
        return Cohort.objects.none()
    return Cohort.objects.filter(pk__in=Cohort.objects.filter(trainers=user).values("pk"))


def cohorts_visible(user: User) -> QuerySet[Cohort]:
    """Return the cohorts that this person follows: trained, or of an institution managed.

    All for administrators; none for anybody else.
    """
    scopes = scopes_of(user)
    if Scope.EVERYBODY in scopes:
        return Cohort.objects.all()
    condition = Q(pk__in=[])
    if Scope.TRAINED in scopes:
        condition |= Q(pk__in=cohorts_trained(user).values("pk"))
    if Scope.MANAGED in scopes:
        condition |= subtree_q(user, "organisation__")
    return Cohort.objects.filter(condition)


def enrolments_visible(user: User) -> QuerySet[Enrolment]:
    """Return the enrolments that this person may see by role; one's own are no part of it.

    Trainers: members of the cohorts they train, by the enrolment or by the programme's. Managers:
    people who belong today to an institution managed, and enrolments made from one. Administrators:
    all. Monitoring officers and anybody else: none (figures have no names).
    """
    scopes = scopes_of(user)
    if Scope.EVERYBODY in scopes:
        return Enrolment.objects.all()
    condition = Q(pk__in=[])
    if Scope.TRAINED in scopes:
        trained = cohorts_trained(user).values("pk")
        on_path = ProgrammeEnrolment.objects.filter(
            user=OuterRef("user"), programme=OuterRef("course__programme"), cohort__in=trained
        )
        condition |= Q(cohort__in=trained) | Q(Exists(on_path))
    if Scope.MANAGED in scopes:
        condition |= subtree_q(user, "organisation__") | Q(user__in=people_managed(user))
    return Enrolment.objects.filter(condition)


def paths_visible(user: User) -> QuerySet[ProgrammeEnrolment]:
    """Return the enrolments in paths that this person may see, by the rule of the courses'."""
    scopes = scopes_of(user)
    if Scope.EVERYBODY in scopes:
        return ProgrammeEnrolment.objects.all()
    condition = Q(pk__in=[])
    if Scope.TRAINED in scopes:
        condition |= Q(cohort__in=cohorts_trained(user).values("pk"))
    if Scope.MANAGED in scopes:
        condition |= Q(user__in=people_managed(user))
    return ProgrammeEnrolment.objects.filter(condition)


def people_trained(user: User) -> QuerySet[Any]:
    """Return the ids of the members of the cohorts that this person trains."""
    trained = cohorts_trained(user).values("pk")
    in_course = Enrolment.objects.filter(cohort__in=trained).values("user_id")
    on_path = ProgrammeEnrolment.objects.filter(cohort__in=trained).values("user_id")
    return User.objects.filter(Q(pk__in=in_course) | Q(pk__in=on_path)).values("pk")
