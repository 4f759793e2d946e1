"""The waiting list: it moves up by itself, in order, when a seat is free."""

from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from accounts.notices import notice_queue
from courses.enrolment.addresses import target_url
from courses.enrolment.enums import EntryWay
from courses.enrolment.models import (
    Cohort,
    EnrolmentPolicy,
    Target,
    WaitingPlace,
    target_fields,
)
from courses.enrolment.selectors import policy_get, policy_is_open
from courses.enrolment.services.entry import EntryAsk, seat_give, seat_is_free


def waiting_leave(*, user: User, target: Target) -> bool:
    """Give the place on the waiting list up; return whether there was one."""
    rows = WaitingPlace.objects.filter(
        user=user, promoted_at=None, left_at=None, **target_fields(target)
    )
    return bool(rows.update(left_at=timezone.now()))


@transaction.atomic
def waiting_advance(*, target: Target) -> int:
    """Give the free seats to those who wait, first come first served; return how many.

    Nobody moves up while enrolment is closed. Each one is told by mail in their language, once.
    """
    wanted = target_fields(target)
    rows = WaitingPlace.objects.filter(promoted_at=None, left_at=None, **wanted)
    if not rows.exists() or not policy_is_open(policy_get(target)):
        return 0
    rules = EnrolmentPolicy.objects.select_for_update(no_key=True, of=("self",))
    policy = rules.filter(**wanted).first()
    cohorts = {
        cohort.pk: cohort
        for cohort in Cohort.objects.select_for_update(no_key=True, of=("self",))
        .filter(pk__in=rows.values("cohort_id"))
        .order_by("pk")
    }
    given = 0
    # Read again behind the locks: another call may have moved them up meanwhile.
    for place in list(rows.select_related("user").order_by("pk")):
        cohort = cohorts.get(place.cohort_id or 0)
        if not seat_is_free(target, cohort, policy):
            if cohort is None or not seat_is_free(target, None, policy):
                break
            continue
        entry = seat_give(
            EntryAsk(
                user=place.user,
                target=target,
                language=place.language,
                way=EntryWay.WAITING,
                cohort=cohort,
            )
        )
        given += entry.is_in
        _tell(place, target)
    return given


def _tell(place: WaitingPlace, target: Target) -> None:
    language = place.user.language
    with translation.override(language):
        context = {"title": target.title, "url": target_url(target)}
    notice_queue(
        kind="enrolment-seat",
        key=f"enrolment-seat:{place.pk}",
        template="courses/mails/seat_given",
        context=context,
        user=place.user,
        language=language,
    )


def waiting_advance_all() -> int:
    """Look at every waiting list: seats added, dates reached, lost jobs (by beat)."""
    rows = WaitingPlace.objects.filter(promoted_at=None, left_at=None)
    pairs = rows.order_by().values_list("course_id", "programme_id").distinct()
    given = 0
    for course_id, programme_id in pairs:
        place = rows.filter(course_id=course_id, programme_id=programme_id).first()
        if place is not None:
            given += waiting_advance(target=place.target)
    return given
