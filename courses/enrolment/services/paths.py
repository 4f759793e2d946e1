"""Learning paths: one enrolment to the programme, its courses one after the other."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.catalogue.models import Course, Programme
from courses.enrolment.enums import EnrolmentStatus, EntryWay, EventKind
from courses.enrolment.models import Enrolment, EnrolmentPolicy, ProgrammeEnrolment
from courses.enrolment.selectors import courses_of
from courses.enrolment.services.entry import EntryAsk, enrolment_open
from courses.enrolment.services.history import event_write
from courses.signals import programme_completed


@transaction.atomic
def path_continue(
    *,
    path: ProgrammeEnrolment,
    language: str = "",
    by: User | None = None,
    reopens: bool = False,
) -> None:
    """Enrol in what comes next, or complete the path. Idempotent.

    A course that the person left stays left, unless `reopens`. Locks the path. In order, the first
    course that is not completed is opened, else all of them. When each published course is
    completed the path is, and `programme_completed` is announced after commit, once. Completed
    courses count whichever way the person came into them.
    """
    locked = ProgrammeEnrolment.objects.select_for_update(of=("self",)).get(pk=path.pk)
    if locked.status != EnrolmentStatus.ACTIVE:
        return
    courses = courses_of(locked.programme)
    rows = Enrolment.objects.filter(user_id=locked.user_id, course__in=courses)
    done = set(rows.filter(completed_at__isnull=False).values_list("course_id", flat=True))
    if courses and len(done) == len(courses):
        _path_complete(locked)
        return
    left = set(rows.filter(status=EnrolmentStatus.WITHDRAWN).values_list("course_id", flat=True))
    for course in courses_next(programme=locked.programme, done=done, courses=courses):
        if course.pk in left and not reopens:
            continue
        ask = EntryAsk(
            user=locked.user,
            target=course,
            language=language or locked.user.language,
            way=EntryWay.PATH,
            by=by,
        )
        enrolment_open(ask, course, locked)


def courses_next(
    *, programme: Programme, done: set[int], courses: list[Course] | None = None
) -> list[Course]:
    """Return what opens to somebody who completed `done`: the next course, or all without order."""
    ahead = [
        course
        for course in (courses if courses is not None else courses_of(programme))
        if course.pk not in done
    ]
    policy = EnrolmentPolicy.objects.filter(programme=programme).first()
    return ahead[:1] if policy is None or policy.is_in_order else ahead


def _path_complete(locked: ProgrammeEnrolment) -> None:
    locked.status = EnrolmentStatus.COMPLETED
    locked.completed_at = timezone.now()
    locked.save(update_fields=["status", "completed_at"])
    event_write(subject=locked, kind=EventKind.COMPLETED)
    path_id = locked.pk
    transaction.on_commit(
        lambda: programme_completed.send(sender=ProgrammeEnrolment, programme_enrolment_id=path_id)
    )


def paths_continue_after(*, enrolment: Enrolment) -> None:
    """Go on along the paths that lead through the course just completed."""
    rows = ProgrammeEnrolment.objects.filter(
        user_id=enrolment.user_id,
        programme__courses=enrolment.course_id,
        status=EnrolmentStatus.ACTIVE,
    )
    for path in rows:
        path_continue(path=path, language=enrolment.language)


def paths_continue_due() -> int:
    """Go on where an announcement was lost: a completed course, no next one. Return how many."""
    waiting = ProgrammeEnrolment.objects.filter(status=EnrolmentStatus.ACTIVE).exclude(
        user__enrolments__in=Enrolment.objects.filter(
            status=EnrolmentStatus.ACTIVE, path__isnull=False
        )
    )
    paths = list(waiting.select_related("programme", "user")[:500])
    for path in paths:
        path_continue(path=path)
    return len(paths)
