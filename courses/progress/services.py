"""Completion: one service, one transaction, a constant number of queries."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from accounts.models import User
from accounts.selectors import membership_today
from courses.catalogue.models import Course, Unit
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.exceptions import NotEnrolledError
from courses.enrolment.models import Enrolment
from courses.enrolment.selectors import enrolment_open_require
from courses.progress.enums import CompletionSource
from courses.progress.exceptions import UnitLockedError
from courses.progress.models import UnitCompletion
from courses.signals import course_completed

# What the learner does now, on this page; the other sources are decided later or by others.
BY_LEARNER = frozenset({CompletionSource.LEARNER, CompletionSource.ACTIVITY})


@dataclass(frozen=True, kw_only=True)
class CompletionResult:
    """What a call of `unit_complete` did. `created` is False when it had happened before."""

    enrolment: Enrolment
    created: bool
    course_completed_now: bool


@transaction.atomic
def unit_complete(
    *,
    enrolment_id: int,
    unit: Unit,
    source: CompletionSource,
    language: str,
    recorded_by: User | None = None,
) -> CompletionResult:
    """Complete a unit for an enrolment and, with the last required one, the course.

    Locks the enrolment, inserts the completion if it is new, counts what is done, decides, and
    announces `courses.signals.course_completed` after commit, once. Idempotent. The counters are
    counted anew each time from the completions of today's outline, so that they heal by
    themselves after a change of outline. Raises NotEnrolledError (withdrawn, foreign unit, or an
    enrolment that gave way in a merge of accounts), CourseClosedError, UnitLockedError (sequential
    course).
    """
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("course", "cohort", "path__cohort")
        .filter(pk=enrolment_id)
        .first()
    )
    if enrolment is None:
        raise NotEnrolledError
    course = enrolment.course
    if enrolment.status == EnrolmentStatus.WITHDRAWN or unit.course_id != course.pk:
        raise NotEnrolledError
    if source in BY_LEARNER:
        enrolment_open_require(enrolment)
    if course.is_sequential and source in BY_LEARNER:
        _order_require(enrolment, unit)
    now = timezone.now()
    # The locked enrolment lets nobody in between the look and the insert.
    if UnitCompletion.objects.filter(enrolment=enrolment, unit=unit).exists():
        return CompletionResult(enrolment=enrolment, created=False, course_completed_now=False)
    UnitCompletion.objects.create(
        enrolment=enrolment,
        unit=unit,
        completed_at=now,
        language=language,
        source=source,
        recorded_by=recorded_by,
    )
    completed_now = _counters_write(enrolment, course)
    enrolment.last_activity_at = now
    enrolment.started_at = enrolment.started_at or now
    if source in BY_LEARNER:
        enrolment.language = language
        enrolment.last_unit = unit
    enrolment.save()
    return CompletionResult(enrolment=enrolment, created=True, course_completed_now=completed_now)


@transaction.atomic
def attendance_revoke(*, enrolment_id: int, unit_id: int) -> bool:
    """Take back the completion that attendance gave, in a course that is not completed.

    Locks the enrolment and counts anew. What was completed in another way, and everything in a
    completed course, stays: facts that may have been certified are not undone here. Returns
    whether a completion was taken back.
    """
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("course")
        .get(pk=enrolment_id)
    )
    if enrolment.status == EnrolmentStatus.COMPLETED:
        return False
    rows = UnitCompletion.objects.filter(
        enrolment=enrolment, unit_id=unit_id, source=CompletionSource.ATTENDANCE
    )
    if not rows.delete()[0]:
        return False
    _counters_write(enrolment, enrolment.course)
    enrolment.save()
    return True


def _order_require(enrolment: Enrolment, unit: Unit) -> None:
    """Raise UnitLockedError when a required unit before this one is missing. One query."""
    missing = (
        Unit.objects.filter(
            course_id=unit.course_id, is_active=True, is_required=True, position__lt=unit.position
        )
        .exclude(completions__enrolment=enrolment)
        .exists()
    )
    if missing:
        raise UnitLockedError


def _counters_write(enrolment: Enrolment, course: Course) -> bool:
    """Set the counters on the (locked, unsaved) row; return whether the course is completed now."""
    active = Q(unit__is_active=True)
    counted = UnitCompletion.objects.filter(enrolment=enrolment).aggregate(
        required=Count("pk", filter=active & Q(unit__is_required=True)),
        minutes=Sum("unit__minutes", filter=active, default=0),
    )
    enrolment.required_done = counted["required"]
    enrolment.minutes_done = counted["minutes"]
    is_done = bool(course.required_units) and counted["required"] >= course.required_units
    if not is_done or enrolment.status != EnrolmentStatus.ACTIVE:
        return False
    enrolment.status = EnrolmentStatus.COMPLETED
    enrolment.completed_at = timezone.now()
    membership = membership_today(enrolment.user_id)
    if membership is not None:
        enrolment.organisation_id = membership.organisation_id
        enrolment.region = membership.region
    enrolment_id = enrolment.pk
    transaction.on_commit(
        lambda: course_completed.send(sender=Enrolment, enrolment_id=enrolment_id)
    )
    return True


def enrolment_recount(*, enrolment: Enrolment) -> None:
    """Count the (locked) enrolment anew, complete the course if all is there, and save."""
    _counters_write(enrolment, enrolment.course)
    enrolment.save()


def unit_visit(*, enrolment: Enrolment, unit_id: int, language: str) -> None:
    """Remember where the learner is; writes only when place or language changed, in one query."""
    if enrolment.last_unit_id == unit_id and enrolment.language == language:
        return
    now = timezone.now()
    values = {"last_unit_id": unit_id, "language": language, "last_activity_at": now}
    if enrolment.started_at is None:
        values["started_at"] = now
    Enrolment.objects.filter(pk=enrolment.pk).update(**values)


def enrolments_recount(*, course_id: int) -> int:
    """Recount the active enrolments of a course after its outline changed; return how many changed.

    Learners who now have every required unit complete the course. Completed enrolments are facts
    and stay as they are. Each enrolment is locked for itself, so that learners can go on.
    """
    changed = 0
    rows = Enrolment.objects.filter(course_id=course_id, status=EnrolmentStatus.ACTIVE)
    for pk in rows.values_list("pk", flat=True).iterator(chunk_size=500):
        with transaction.atomic():
            enrolment = (
                Enrolment.objects.select_for_update(of=("self",))
                .select_related("course")
                .get(pk=pk)
            )
            before = (enrolment.required_done, enrolment.minutes_done, enrolment.status)
            _counters_write(enrolment, enrolment.course)
            if before != (enrolment.required_done, enrolment.minutes_done, enrolment.status):
                enrolment.save()
                changed += 1
    return changed
