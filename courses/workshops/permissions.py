"""Who may run a session, see its list, or review a facilitator's workshop."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from core.exceptions import NotFoundError
from courses.workshops.models import Session, WorkshopReport

MANAGE_SESSIONS = "courses.change_session"
MANAGE_WORKSHOPS = "courses.change_workshopreport"


def sessions_run_by(user: User) -> QuerySet[Session]:
    """Return the sessions that a person may run: their own, their cohorts', all for managers."""
    rows = Session.objects.select_related("unit__course", "cohort")
    if user.has_perm(MANAGE_SESSIONS):
        return rows
    return rows.filter(Q(trainers=user) | Q(cohort__trainers=user)).distinct()


def session_run_get(user: User, uuid: object) -> Session:
    """Return a session that this person may run; for others it does not exist."""
    session = sessions_run_by(user).filter(uuid=uuid).first()
    if session is None:
        raise NotFoundError
    return session


def may_run_sessions(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Return whether there is a session for this person to run."""
    return isinstance(user, User) and sessions_run_by(user).exists()


def workshops_reviewed_by(user: User) -> QuerySet[WorkshopReport]:
    """Return the facilitators' records that a person may review.

    All for managers; for a trainer those of facilitators whom they trained: members of their
    cohorts in that course, or people of a signed session that they ran. Never one's own.
    """
    rows = WorkshopReport.objects.select_related("facilitator", "organisation", "course")
    if user.has_perm(MANAGE_WORKSHOPS):
        return rows
    trained = Q(facilitator__enrolments__cohort__trainers=user) | Q(
        facilitator__enrolments__attendances__session__trainers=user,
        facilitator__enrolments__attendances__session__status="closed",
    )
    return rows.filter(trained).exclude(facilitator=user).distinct()
