"""Reads about sessions, attendance and facilitators' workshops."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from courses.catalogue.models import Course
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.models import Cohort, Enrolment
from courses.enrolment.selectors import cohorts_trained
from courses.workshops.enums import RegistrationStatus, SessionStatus
from courses.workshops.models import Attendance, Registration, Session, WorkshopReport
from courses.workshops.rules import SCAN_MARGIN

MAX_PEOPLE = 500


@dataclass(frozen=True, kw_only=True)
class SessionForPerson:
    """A session as one learner sees it. `place` is "", registered or waiting."""

    session: Session
    place: str
    seats_left: int | None
    attendance: Attendance | None

    @property
    def is_full(self) -> bool:
        """Whether a new registration would wait."""
        return self.seats_left == 0

    @property
    def may_change(self) -> bool:
        """Whether a place can be taken or given up now."""
        return self.session.is_planned and self.session.starts_at > timezone.now()


def _with_seats(rows: QuerySet[Session]) -> QuerySet[Session]:
    taken = Q(registrations__status=RegistrationStatus.REGISTERED) & ~Q(
        registrations__enrolment__status=EnrolmentStatus.WITHDRAWN
    )
    return rows.annotate(taken=Count("registrations", filter=taken))


def _for_person(rows: QuerySet[Session], enrolment_ids: set[int]) -> list[SessionForPerson]:
    """Three queries, whatever the number."""
    sessions = list(rows)
    places = {
        row.session_id: row.status
        for row in Registration.objects.filter(
            session__in=sessions, enrolment_id__in=enrolment_ids
        ).exclude(status=RegistrationStatus.LEFT)
    }
    marks = {
        row.session_id: row
        for row in Attendance.objects.filter(session__in=sessions, enrolment_id__in=enrolment_ids)
    }
    found = []
    for session in sessions:
        taken: int = session.taken
        left = None if session.seats is None else max(session.seats - taken, 0)
        found.append(
            SessionForPerson(
                session=session,
                place=str(places.get(session.pk, "")),
                seats_left=left,
                attendance=marks.get(session.pk),
            )
        )
    return found


def sessions_of_unit(*, unit_id: int, enrolment: Enrolment) -> list[SessionForPerson]:
    """Return the sessions of a unit that concern this learner: coming, and those attended."""
    rows = _with_seats(Session.objects.filter(unit_id=unit_id)).select_related("unit__course")
    cohort = Q(cohort=None) | Q(cohort_id=enrolment.cohort_id)
    coming = Q(ends_at__gt=timezone.now()) & ~Q(status=SessionStatus.CANCELLED) & cohort
    mine = Q(
        pk__in=Registration.objects.filter(enrolment=enrolment)
        .exclude(status=RegistrationStatus.LEFT)
        .values("session_id")
    ) | Q(pk__in=Attendance.objects.filter(enrolment=enrolment).values("session_id"))
    return _for_person(rows.filter(coming | mine).order_by("starts_at"), {enrolment.pk})


def sessions_held_by(user: User) -> list[SessionForPerson]:
    """Return the coming sessions in which a person has a place or waits for one. One query."""
    rows = (
        Registration.objects.filter(
            enrolment__user=user,
            session__status=SessionStatus.PLANNED,
            session__ends_at__gt=timezone.now(),
        )
        .exclude(status=RegistrationStatus.LEFT)
        .exclude(enrolment__status=EnrolmentStatus.WITHDRAWN)
        .select_related("session__unit__course")
        .order_by("session__starts_at", "pk")
    )
    return [
        SessionForPerson(session=row.session, place=row.status, seats_left=None, attendance=None)
        for row in rows
    ]


def sessions_of_person(user: User) -> list[SessionForPerson]:
    """Return the coming sessions of the courses that a person takes, theirs included."""
    enrolments = list(
        Enrolment.objects.filter(user=user)
        .exclude(status=EnrolmentStatus.WITHDRAWN)
        .values_list("pk", "course_id", "cohort_id")
    )
    ids = {pk for pk, _course, _cohort in enrolments}
    mine = Q(
        pk__in=Registration.objects.filter(enrolment_id__in=ids)
        .exclude(status=RegistrationStatus.LEFT)
        .values("session_id")
    )
    offered = Q(
        cohort=None,
        unit__course_id__in={course for _pk, course, _cohort in enrolments},
        unit__is_active=True,
    ) | Q(cohort_id__in={cohort for _pk, _course, cohort in enrolments if cohort})
    rows = _with_seats(Session.objects.select_related("unit__course")).filter(
        mine | offered,
        ends_at__gt=timezone.now(),
        status=SessionStatus.PLANNED,
    )
    return _for_person(rows.order_by("starts_at", "pk"), ids)


def sessions_dated(user: User, cohorts: Iterable[Cohort]) -> QuerySet[Session]:
    """Return the coming sessions of a person's calendar: those held, and those of the cohorts."""
    held = Registration.objects.filter(enrolment__user=user).exclude(status=RegistrationStatus.LEFT)
    held = held.exclude(enrolment__status=EnrolmentStatus.WITHDRAWN)
    return (
        Session.objects.filter(Q(pk__in=held.values("session_id")) | Q(cohort__in=list(cohorts)))
        .filter(ends_at__gt=timezone.now(), status=SessionStatus.PLANNED)
        .select_related("unit__course")
        .order_by("starts_at", "pk")
    )


def session_for_person(*, session: Session, enrolment: Enrolment) -> SessionForPerson:
    """Return one session as a learner sees it."""
    return _for_person(_with_seats(Session.objects.filter(pk=session.pk)), {enrolment.pk})[0]


def sessions_open_now(user: User) -> QuerySet[Session]:
    """Return the sessions whose codes this person could type now: of the courses they take."""
    now = timezone.now()
    taken = Enrolment.objects.filter(user=user).exclude(status=EnrolmentStatus.WITHDRAWN)
    return Session.objects.filter(
        unit__course_id__in=taken.values("course_id"),
        status=SessionStatus.PLANNED,
        starts_at__lte=now + SCAN_MARGIN,
        ends_at__gte=now - SCAN_MARGIN,
    ).select_related("unit__course")


@dataclass(frozen=True, kw_only=True)
class ListPerson:
    """A line of the trainer's list."""

    enrolment: Enrolment
    place: str
    attendance: Attendance | None


def session_people(session: Session, user: User) -> list[ListPerson]:
    """Return everybody who may be marked: registered, marked, and members of the cohorts.

    For an open session, members of the reader's own cohorts in this course; other people enrolled
    are found when they are added by name or address. Three queries.
    """
    registrations = dict(
        session.registrations.exclude(status=RegistrationStatus.LEFT).values_list(
            "enrolment_id", "status"
        )
    )
    marks = {
        row.enrolment_id: row
        for row in Attendance.objects.filter(session=session).select_related("marked_by")
    }
    cohort = (
        Q(cohort_id=session.cohort_id) if session.cohort_id else Q(cohort__in=cohorts_trained(user))
    )
    rows = (
        Enrolment.objects.filter(
            Q(pk__in=set(registrations) | set(marks))
            | (cohort & ~Q(status=EnrolmentStatus.WITHDRAWN)),
            course_id=session.unit.course_id,
        )
        .select_related("user", "organisation", "course")
        .order_by("user__family_name", "user__given_name", "pk")
        .distinct()
    )
    return [
        ListPerson(
            enrolment=row,
            place=str(registrations.get(row.pk, "")),
            attendance=marks.get(row.pk),
        )
        for row in rows[:MAX_PEOPLE]
    ]


def session_counts(session: Session) -> dict[str, int]:
    """Return how many people the list holds in each state; one query."""
    rows = Attendance.objects.filter(session=session).values_list("state").annotate(Count("pk"))
    return dict(rows)


def courses_facilitated_by(user: User) -> QuerySet[Course]:
    """Return the courses that made this person a facilitator."""
    return Course.objects.filter(
        trains_facilitators=True,
        enrolments__user=user,
        enrolments__status=EnrolmentStatus.COMPLETED,
    ).order_by("position", "pk")


def workshops_similar(
    *, facilitator: User, organisation_id: int, held_on: dt.date, without: Any
) -> QuerySet[WorkshopReport]:
    """Return records that may be of the same workshop: same day, same person or same agency."""
    return (
        WorkshopReport.objects.filter(
            Q(facilitator=facilitator) | Q(organisation_id=organisation_id), held_on=held_on
        )
        .exclude(uuid=without)
        .select_related("organisation")
    )


def minutes_by_unit(
    enrolment_ids: Collection[int], since: dt.datetime | None = None
) -> dict[tuple[int, int], int]:
    """Return the attended minutes of signed sessions per (enrolment, unit): the best session."""
    rows = Attendance.objects.filter(
        enrolment_id__in=enrolment_ids, session__status=SessionStatus.CLOSED
    )
    if since is not None:
        rows = rows.filter(session__starts_at__gte=since)
    found = rows.values_list("enrolment_id", "session__unit_id").annotate(Max("minutes"))
    return {(enrolment, unit): minutes for enrolment, unit, minutes in found}
