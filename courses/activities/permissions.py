"""Whose results somebody may see."""

from django.db.models import QuerySet

from accounts.models import User
from courses.enrolment.models import Cohort, Enrolment

ALL = "courses.change_cohort"


def cohorts_followed(user: User) -> QuerySet[Cohort]:
    """Return the cohorts that this person trains; all for those who manage cohorts."""
    rows = Cohort.objects.all()
    return rows if user.has_perm(ALL) else rows.filter(trainers=user)


def enrolments_followed(user: User) -> QuerySet[Enrolment]:
    """Return the enrolments of the cohorts that this person trains; all for managers of cohorts."""
    rows = Enrolment.objects.all()
    trained = Cohort.objects.filter(trainers=user).values("pk")
    return rows if user.has_perm(ALL) else rows.filter(cohort__in=trained)
