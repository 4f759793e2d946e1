"""The demonstration's sessions and workshops: plainly fictitious, made by the real services."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from courses.catalogue.models import Course, Unit
from courses.enrolment.enums import EntryWay
from courses.enrolment.models import Enrolment
from courses.enrolment.services.entry import EntryAsk, enrolment_open
from courses.workshops.enums import AttendanceSource, RegistrationStatus
from courses.workshops.models import Registration, Session, WorkshopReport
from courses.workshops.selectors import courses_facilitated_by
from courses.workshops.services.attendance import Mark, mark_write
from courses.workshops.services.closing import session_close
from courses.workshops.services.facilitation import WorkshopData, workshop_review, workshop_save
from courses.workshops.services.registration import registration_create

COURSE = "recrutement-ethique"
COUNSELLOR, FACILITATOR, TRAINER, ADMIN = "conseillere", "animatrice", "formateur", "admin"


def demo_enrolment(user: User, course: Course) -> Enrolment:
    """Return the person's enrolment, made as staff do."""
    ask = EntryAsk(user=user, target=course, language=user.language, way=EntryWay.STAFF)
    return enrolment_open(ask, course)


def _day(days: int, hour: int) -> dt.datetime:
    day = timezone.localdate() + dt.timedelta(days=days)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


@transaction.atomic
def sessions_seed() -> int:
    """Make a coming session and a signed one, once; return how many were made."""
    unit = Unit.objects.filter(course__code=COURSE, kind="workshop", is_active=True).first()
    people = {
        user.username: user
        for user in User.objects.filter(username__in=[COUNSELLOR, FACILITATOR, TRAINER, ADMIN])
    }
    if unit is None or len(people) != len({COUNSELLOR, FACILITATOR, TRAINER, ADMIN}):
        return 0
    if Session.objects.filter(unit=unit).exists():
        return 0
    seats = {name: demo_enrolment(people[name], unit.course) for name in (COUNSELLOR, FACILITATOR)}
    coming = _session(unit, people[TRAINER], _day(6, 10))
    registration_create(session=coming, enrolment=seats[COUNSELLOR])
    signed = _session(unit, people[TRAINER], _day(-10, 10))
    for name, state in ((FACILITATOR, "present"), (COUNSELLOR, "excused")):
        Registration.objects.create(
            session=signed,
            enrolment=seats[name],
            status=RegistrationStatus.REGISTERED,
            queued_at=signed.starts_at - dt.timedelta(days=7),
        )
        mark = Mark(
            state=state,
            marked_at=signed.starts_at,
            client_id=uuid.uuid4(),
            entered_at=signed.starts_at if state == "present" else None,
        )
        mark_write(
            session=signed,
            enrolment=seats[name],
            mark=mark,
            source=AttendanceSource.LIST,
            by=people[TRAINER],
        )
    session_close(session=signed, signed_name=str(people[TRAINER]), by=people[TRAINER])
    return 2


def _session(unit: Unit, trainer: User, starts_at: dt.datetime) -> Session:
    session = Session(
        unit=unit,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=unit.minutes or 150),
        language="both",
        city="Tanger",
        place="Salle de formation (exemple)",
        seats=20,
        practical_fr="Séance fictive de démonstration. Apportez de quoi écrire.",
        practical_ar="جلسة خيالية للتجربة. أحضروا ما تكتبون به.",
    )
    session.full_clean(exclude=["trainers"])
    session.save()
    session.trainers.add(trainer)
    return session


@transaction.atomic
def workshops_seed() -> int:
    """Record two workshops of the facilitator, once: one validated, one to validate.

    None where the course makes nobody a facilitator: an older folder, or an author's decision.
    """
    facilitator = User.objects.filter(username=FACILITATOR).first()
    admin = User.objects.filter(username=ADMIN).first()
    course = Course.objects.filter(code=COURSE).first()
    agency = Organisation.objects.filter(code="anapec-tanger").first()
    if not (facilitator and admin and course and agency) or WorkshopReport.objects.exists():
        return 0
    if not courses_facilitated_by(facilitator).filter(pk=course.pk).exists():
        return 0
    first = workshop_save(
        uuid=uuid.uuid4(),
        course=course,
        facilitator=facilitator,
        data=WorkshopData(
            held_on=timezone.localdate() - dt.timedelta(days=6),
            organisation=agency,
            region=agency.region,
            language="ary",
            counts={("F", "u25"): 6, ("M", "u25"): 4, ("F", "25-34"): 3, ("N", "n"): 1},
            quiz=[[11, 3], [12, 2], [8, 6], [13, 1], [7, 7], [12, 2]],
            comment="Prévoir plus de temps pour le jeu des offres.",
        ),
    )
    workshop_review(report=first, validate=True, note="", by=admin)
    workshop_save(
        uuid=uuid.uuid4(),
        course=course,
        facilitator=facilitator,
        data=WorkshopData(
            held_on=timezone.localdate() - dt.timedelta(days=2),
            organisation=agency,
            region=agency.region,
            language="mixed",
            counts={("F", "25-34"): 5, ("M", "25-34"): 4, ("M", "35+"): 2},
            quiz=[],
            comment="",
        ),
    )
    return 2
