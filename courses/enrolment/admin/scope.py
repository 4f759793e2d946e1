"""Whose enrolments a member of staff sees: all for administrators, else the cohorts they train."""

from django.db.models import Q, QuerySet

from accounts.models import User
from courses.enrolment.admin.permissions import IMPORT
from courses.enrolment.models import Cohort, Enrolment


def cohorts_visible(user: User) -> QuerySet[Cohort]:
    """Return the cohorts that the person follows."""
    if user.has_perm(IMPORT):
        return Cohort.objects.all()
    return Cohort.objects.filter(pk__in=user.cohorts_trained.values("pk"))


def enrolments_visible(user: User) -> QuerySet[Enrolment]:
    """Return the enrolments that the person sees: in a cohort trained, or on its path."""
    if user.has_perm(IMPORT):
        return Enrolment.objects.all()
    trained = cohorts_visible(user)
    return Enrolment.objects.filter(Q(cohort__in=trained) | Q(path__cohort__in=trained))
