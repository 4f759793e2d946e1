"""People who turn up without being registered: found, or given an account, and enrolled."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from core.audit import audit_write
from core.text import is_arabic, text_normalize
from courses.enrolment.enums import EnrolmentStatus, EntryWay
from courses.enrolment.imports.people import person_create
from courses.enrolment.invitations.services import invitation_create, is_fresh
from courses.enrolment.models import Enrolment
from courses.enrolment.services.entry import EntryAsk, enrolment_open
from courses.workshops.models import Session


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """What the trainer writes down of somebody who turned up."""

    given_name: str
    family_name: str
    email: str = ""
    phone: str = ""


@transaction.atomic
def newcomer_add(*, session: Session, newcomer: Newcomer, by: User) -> Enrolment:
    """Return the enrolment of somebody who turned up, making what is missing; idempotent.

    Looked for by e-mail among all accounts, then by the same name among those enrolled in this
    course (when exactly one matches). Otherwise a minimal account is made, and an invitation sent
    when there is an address. Whoever is not enrolled in the course is enrolled, whatever its
    seats: the person is in the room. The session's row must be locked.
    """
    course = session.unit.course
    found = _by_email(newcomer.email) or _by_name(session, newcomer)
    user = found or _account_create(session, newcomer)
    known = Enrolment.objects.filter(user=user, course=course).first()
    if known is not None and known.status != EnrolmentStatus.WITHDRAWN:
        return known
    cohort = session.cohort if session.cohort and session.cohort.course_id else None
    ask = EntryAsk(
        user=user,
        target=course,
        language=user.language,
        way=EntryWay.STAFF,
        cohort=cohort,
        by=by,
        reason=str(session),
    )
    # Seats do not hold here: the person is in the room.
    enrolment = enrolment_open(ask, course)
    if is_fresh(user):
        invitation_create(user=user, by=by, target=course, cohort=cohort)
    audit_write(
        action="courses.newcomer",
        instance=session,
        by=by,
        person=user,
        after="account" if found is None else "enrolled",
    )
    return enrolment


def _by_email(email: str) -> User | None:
    return User.objects.filter(email__iexact=email, is_active=True).first() if email else None


def _by_name(session: Session, newcomer: Newcomer) -> User | None:
    wanted = text_normalize(f"{newcomer.given_name} {newcomer.family_name}")
    people = User.objects.filter(enrolments__course_id=session.unit.course_id, is_active=True).only(
        "pk", "given_name", "family_name", "given_name_ar", "family_name_ar", "language"
    )
    if newcomer.email:
        # Another address is another person, until somebody merges the two.
        people = people.filter(email="")
    same = [
        person
        for person in people
        if wanted in {text_normalize(person.name_latin), text_normalize(person.name_arabic)}
    ]
    return same[0] if len(same) == 1 else None


def _account_create(session: Session, newcomer: Newcomer) -> User:
    """An account as an import makes it; an invitation opens it, when there is an address."""
    names = (newcomer.given_name, newcomer.family_name)
    arabic = is_arabic(" ".join(names))
    language = session.language if session.language in {"fr", "ar"} else ("ar" if arabic else "fr")
    ending = "_ar" if arabic else ""
    return person_create(
        {
            f"given_name{ending}": names[0],
            f"family_name{ending}": names[1],
            "email": newcomer.email.lower(),
            "phone": newcomer.phone,
            "language": language,
        }
    )
