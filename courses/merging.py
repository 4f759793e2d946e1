"""What a merge of two accounts does with what people did in courses."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.duplicates.facts import Fact, counted, facts_register
from accounts.merge.rules import (
    MergeRun,
    Relation,
    labels,
    merge_rules,
    move,
    own,
    stay,
    union,
)
from accounts.models import User
from courses.activities.models import ActivityPlay
from courses.assessments.enums import AttemptStatus
from courses.assessments.models import Attempt
from courses.assessments.services import attempt_close
from courses.enrolment.enums import EnrolmentStatus, RequestStatus
from courses.enrolment.models import Enrolment, ProgrammeEnrolment, Target, WaitingPlace
from courses.enrolment.services import waiting_advance
from courses.progress.services import enrolment_recount
from courses.submissions.enums import SubmissionStatus
from courses.surveys.enums import OfferState
from courses.workshops.enums import AttendanceState, RegistrationStatus, SessionStatus
from courses.workshops.services.registration import session_lock, waiting_move_up
from h5p.models import ContentState

_STATUS = {
    EnrolmentStatus.WITHDRAWN.value: 0,
    EnrolmentStatus.ACTIVE.value: 1,
    EnrolmentStatus.COMPLETED.value: 2,
}
_PLACE = (RegistrationStatus.LEFT, RegistrationStatus.WAITING, RegistrationStatus.REGISTERED)
_ATTENDED = (
    AttendanceState.ABSENT,
    AttendanceState.EXCUSED,
    AttendanceState.PARTIAL,
    AttendanceState.LATE,
    AttendanceState.PRESENT,
)
_OFFER = (OfferState.OPEN, OfferState.DECLINED, OfferState.ANSWERED)
# Above every number that is given out, while a course's tries are numbered anew.
_FAR = 20_000


def _best_enrolment(row: Enrolment | ProgrammeEnrolment) -> tuple[Any, ...]:
    return (_STATUS[row.status], getattr(row, "required_done", 0))


def _least(values: Iterable[Any]) -> Any:
    return min((value for value in values if value is not None), default=None)


def _most(values: Iterable[Any]) -> Any:
    return max((value for value in values if value is not None), default=None)


def _enrolments_blend(merging: MergeRun, winner: Enrolment, loser: Enrolment) -> None:
    """The best evidence of both; institution and region stay those of the row that is kept."""
    both = (winner, loser)
    for row in both:
        # A try that had to be closed may have completed a unit.
        row.refresh_from_db()
    _states_move(winner, loser)
    if loser.last_activity_at and (
        not winner.last_activity_at or loser.last_activity_at > winner.last_activity_at
    ):
        winner.last_unit_id, winner.language = loser.last_unit_id, loser.language
    winner.enrolled_at = min(row.enrolled_at for row in both)
    winner.started_at = _least(row.started_at for row in both)
    winner.last_activity_at = _most(row.last_activity_at for row in both)
    winner.access_until = _most(row.access_until for row in both)
    if winner.is_completed and loser.is_completed:
        winner.completed_at = _least(row.completed_at for row in both)
    winner.cohort_id = winner.cohort_id or loser.cohort_id
    winner.path_id = winner.path_id or loser.path_id
    winner.organisation_id = winner.organisation_id or loser.organisation_id
    winner.region = winner.region or loser.region
    # auto_now_add lets `save` keep what is set.
    winner.save()
    _seat_freed(loser, loser.course)


def _states_move(winner: Enrolment, loser: Enrolment) -> None:
    """Where a half-played activity stands follows, unless the other was played as well."""
    mine = ContentState.objects.filter(registration=winner.uuid)
    known = set(mine.values_list("activity_id", "data_type", "sub_content_id"))
    for state in ContentState.objects.filter(registration=loser.uuid):
        if (state.activity_id, state.data_type, state.sub_content_id) in known:
            state.delete()
        else:
            state.registration = winner.uuid
            state.save(update_fields=["registration"])


def _paths_blend(merging: MergeRun, winner: ProgrammeEnrolment, loser: ProgrammeEnrolment) -> None:
    winner.enrolled_at = min(winner.enrolled_at, loser.enrolled_at)
    winner.completed_at = _least((winner.completed_at, loser.completed_at))
    if winner.status != EnrolmentStatus.COMPLETED:
        winner.completed_at = None
    winner.cohort_id = winner.cohort_id or loser.cohort_id
    winner.save()
    _seat_freed(loser, loser.programme)


def _seat_freed(loser: Any, target: Target) -> None:
    """Two seats became one: the next who waits gets the other, once the merge is written."""
    if loser.status != EnrolmentStatus.WITHDRAWN:
        transaction.on_commit(lambda: _advance(target))


def _advance(target: Target) -> None:
    waiting_advance(target=target)


def _enrolment_after(merging: MergeRun, winner: Enrolment) -> None:
    """Both halves together may complete the course."""
    enrolment_recount(enrolment=winner)


_enrolments = union(
    "course_id", best=_best_enrolment, blend=_enrolments_blend, after=_enrolment_after
)


def _enrolments_locked(merging: MergeRun, relation: Relation, kept: User, dropped: User) -> None:
    """Who submits a try locks it, then the enrolment: the same order here."""
    people = {"enrolment__user__in": [kept.pk, dropped.pk]}
    list(Attempt.objects.select_for_update(of=("self",)).filter(**people).order_by("pk"))
    _enrolments.run(merging, relation, kept, dropped)


def _renumbered(
    *places: str, open_close: Callable[[Any], None]
) -> Callable[[MergeRun, Relation, Any, Any], None]:
    """All tries are kept, numbered anew by their start; of two open ones the later stays open."""

    def run(merging: MergeRun, relation: Relation, kept: Model, dropped: Model) -> None:
        rows = relation.table.filter(enrolment__in=[kept.pk, dropped.pk])
        groups: dict[Any, list[Any]] = defaultdict(list)
        for row in rows.order_by("started_at", "pk"):
            groups[tuple(getattr(row, name) for name in places)].append(row)
        for tries in groups.values():
            if any(row.enrolment_id == dropped.pk for row in tries):
                _number(merging, relation, kept, tries, open_close)

    return run


def _number(
    merging: MergeRun,
    relation: Relation,
    kept: Model,
    tries: list[Any],
    open_close: Callable[[Any], None],
) -> None:
    table = relation.table
    still_open = [row for row in tries if _is_open(row)]
    for row in still_open[:-1]:
        open_close(row)
    for number, row in enumerate(tries, start=_FAR):
        merging.moved[relation.label] += row.enrolment_id != kept.pk
        table.filter(pk=row.pk).update(enrolment=kept.pk, number=number)
    for number, row in enumerate(tries, start=1):
        table.filter(pk=row.pk).update(number=number)


def _is_open(row: Any) -> bool:
    if isinstance(row, Attempt):
        return row.status == AttemptStatus.IN_PROGRESS
    return row.finished_at is None


def _attempt_end(attempt: Attempt) -> None:
    attempt_close(attempt, timezone.now())


def _play_end(play: ActivityPlay) -> None:
    ActivityPlay.objects.filter(pk=play.pk).update(finished_at=timezone.now())


def _requests(merging: MergeRun, relation: Relation, kept: User, dropped: User) -> None:
    """Asked twice for one place: the survivor's request stays to decide."""
    pending = relation.rows(kept).filter(status=RequestStatus.PENDING)
    asked = set(pending.values_list("course_id", "programme_id"))
    for row in relation.rows(dropped).filter(status=RequestStatus.PENDING):
        if (row.course_id, row.programme_id) in asked:
            row.status = RequestStatus.CANCELLED
            row.decided_at = timezone.now()
            row.save(update_fields=["status", "decided_at"])
    merging.moved[relation.label] += relation.rows(dropped).update(user=kept)


def _waiting(merging: MergeRun, relation: Relation, kept: User, dropped: User) -> None:
    """In two waiting lists for one place: the earlier turn counts."""
    rows = WaitingPlace.objects.filter(user__in=[kept, dropped])
    turns = set()
    for row in rows.filter(promoted_at=None, left_at=None).order_by("pk"):
        if (row.course_id, row.programme_id) in turns:
            row.left_at = timezone.now()
            row.save(update_fields=["left_at"])
        turns.add((row.course_id, row.programme_id))
    merging.moved[relation.label] += relation.rows(dropped).update(user=kept)


def _registrations_blend(merging: MergeRun, winner: Any, loser: Any) -> None:
    """Two places in a room became one."""
    if loser.status == winner.status == RegistrationStatus.REGISTERED:
        transaction.on_commit(lambda: _session_advance(loser.session_id))


@transaction.atomic
def _session_advance(session_id: int) -> None:
    session = session_lock(session_id)
    if session.status == SessionStatus.PLANNED and session.starts_at > timezone.now():
        waiting_move_up(session)


def rules_declare() -> None:
    """Called when the app is ready."""
    merge_rules(
        {
            # What a person is part of.
            "courses.ProgrammeEnrolment.user": union(
                "programme_id", best=_best_enrolment, blend=_paths_blend, order=20
            ),
            "courses.Enrolment.user": own(_enrolments_locked, order=30),
            "courses.EnrolmentRequest.user": own(_requests, order=40),
            "courses.WaitingPlace.user": own(_waiting, order=40),
            "courses.Invitation.user": move(),
            "courses.AnnouncementRecipient.user": union(
                "announcement_id", best=lambda row: row.read_at is not None
            ),
            "courses.ReminderOptOut.user": union("kind"),
            "courses.ReminderLog.user": union("day"),
            "courses.WorkshopReport.facilitator": move(),
            "courses.Cohort_trainers.user": union("cohort_id"),
            "courses.Session_trainers.user": union("session_id"),
            **labels("courses.ImportLine", move(), ["user", "similar"]),
            # What a person did for others.
            **labels("courses.EnrolmentRequest", stay(), ["decided_by"]),
            **labels("courses.Announcement", stay(), ["author"]),
            **labels("courses.DueExtension", stay(), ["granted_by"]),
            **labels("courses.EnrolmentEvent", stay(), ["by"]),
            **labels("courses.ImportRun", stay(), ["created_by"]),
            **labels("courses.Invitation", stay(), ["created_by"]),
            **labels("courses.UnitCompletion", stay(), ["recorded_by"]),
            **labels("courses.Session", stay(), ["closed_by"]),
            **labels("courses.Attendance", stay(), ["marked_by"]),
            **labels("courses.AttendanceMark", stay(), ["marked_by"]),
            **labels("courses.SheetScan", stay(), ["uploaded_by"]),
            **labels("courses.WorkshopReport", stay(), ["reviewed_by"]),
        }
    )
    merge_rules(
        {
            # What hangs on a path or an enrolment that gives way.
            "courses.Enrolment.path": move(),
            "courses.EnrolmentEvent.path": move(),
            "courses.EnrolmentEvent.enrolment": move(),
            "courses.Attempt.enrolment": own(
                _renumbered("assessment_id", open_close=_attempt_end), order=10
            ),
            "courses.ActivityPlay.enrolment": own(
                _renumbered("unit_id", "slot", open_close=_play_end), order=10
            ),
            "courses.LearningGain.enrolment": union(
                "pretest.assessment_id", best=lambda row: -row.pretest.started_at.timestamp()
            ),
            "courses.UnitCompletion.enrolment": union(
                "unit_id", best=lambda row: -row.completed_at.timestamp()
            ),
            "courses.DueExtension.enrolment": union("unit_id", best=lambda row: row.day),
            "courses.Submission.enrolment": union(
                "unit_id",
                best=lambda row: (row.status != SubmissionStatus.DRAFT, row.saved_at),
            ),
            "courses.Registration.enrolment": union(
                "session_id",
                best=lambda row: _PLACE.index(row.status),
                blend=_registrations_blend,
            ),
            "courses.Attendance.enrolment": union(
                "session_id", best=lambda row: (_ATTENDED.index(row.state), row.minutes)
            ),
            "courses.AttendanceMark.enrolment": move(),
            # One offer for an enrolment: that they answered counts.
            "courses.SurveyOffer.enrolment": union(
                "_meta.label", best=lambda row: _OFFER.index(row.state)
            ),
            "courses.ReminderRequest.enrolment": move(),
            "courses.ReminderLog.enrolment": move(),
        }
    )


def facts_declare() -> None:
    """What staff compare of two accounts before they merge them."""
    facts_register(
        Fact(
            label=_("Enrolments"),
            count=lambda ids: counted(Enrolment.objects.filter(user__in=ids), "user_id"),
        ),
        Fact(
            label=_("Courses completed"),
            count=lambda ids: counted(
                Enrolment.objects.filter(user__in=ids, status=EnrolmentStatus.COMPLETED), "user_id"
            ),
        ),
        Fact(
            label=_("Attempts at assessments"),
            count=lambda ids: counted(
                Attempt.objects.filter(enrolment__user__in=ids), "enrolment__user_id"
            ),
        ),
    )
