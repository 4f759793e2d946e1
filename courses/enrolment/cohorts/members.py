"""Adding one person to a cohort, by a member of staff."""

from django.db import transaction

from accounts.models import User
from courses.enrolment.enums import EntryWay
from courses.enrolment.models import Cohort
from courses.enrolment.services import Entry, EntryAsk, enrolment_transfer, enter


@transaction.atomic
def member_add(*, cohort: Cohort, user: User, by: User) -> Entry:
    """Enrol a person in the cohort, or move there who is enrolled already. Idempotent, audited.

    Full cohorts give a place on the waiting list, where there is one. Raises SeatsTakenError.
    """
    target = cohort.course or cohort.programme
    if target is None:
        raise ValueError("a cohort has a course or a programme: the database says so")
    entry = enter(
        EntryAsk(
            user=user,
            target=target,
            language=user.language,
            way=EntryWay.STAFF,
            cohort=cohort,
            by=by,
        )
    )
    subject = entry.enrolment or entry.path
    if subject is not None and subject.cohort_id != cohort.pk:
        enrolment_transfer(subject=subject, cohort=cohort, by=by)
    return entry
