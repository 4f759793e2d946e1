"""Who may run a session, see its list, or review a facilitator's workshop.

Whose cohorts and people: `courses.enrolment.selectors`; here only what sessions add to it.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.enums import Scope
from accounts.models import User
from accounts.roles import scopes_of
from core.exceptions import NotFoundError
from courses.enrolment.selectors import cohorts_trained, people_trained
from courses.workshops.models import Attendance, Session, WorkshopReport

MANAGE_SESSIONS = "courses.change_session"


def sessions_run_by(user: User) -> QuerySet[Session]:
    """Return the sessions that a person may run.

    Trainers: their own and those of the cohorts that they train. Administrators: all.
    """
    rows = Session.objects.select_related("unit__course", "cohort")
    scopes = scopes_of(user)
    if Scope.EVERYBODY in scopes:
        return rows
    if Scope.TRAINED not in scopes:
        return rows.none()
    own = Session.objects.filter(trainers=user).values("pk")
    return rows.filter(Q(pk__in=own) | Q(cohort__in=cohorts_trained(user)))


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

    All for administrators; for a trainer those of facilitators whom they trained: members of their
    cohorts, or people of a signed session that they ran. Never one's own.
    """
    rows = WorkshopReport.objects.select_related("facilitator", "organisation", "course")
    scopes = scopes_of(user)
    if Scope.EVERYBODY in scopes:
        return rows
    if Scope.TRAINED not in scopes:
        return rows.none()
    signed = Session.objects.filter(trainers=user, status="closed").values("pk")
    taught = Attendance.objects.filter(session__in=signed).values("enrolment__user")
    trained = Q(facilitator__in=people_trained(user)) | Q(facilitator__in=taught)
    return rows.filter(trained).exclude(facilitator=user)
