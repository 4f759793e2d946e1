"""Writing the history of enrolments down."""

from collections.abc import Sequence
from typing import Any

from accounts.models import User
from core.audit import audit_write, audit_write_many
from courses.enrolment.enums import EnrolmentStatus, EntryWay, EventKind
from courses.enrolment.models import Enrolment, EnrolmentEvent, ProgrammeEnrolment


def event_write(
    *,
    subject: Enrolment | ProgrammeEnrolment,
    kind: EventKind,
    way: EntryWay | str = "",
    by: User | None = None,
    before: str = "",
    after: str = "",
    reason: str = "",
) -> EnrolmentEvent:
    """Add one event in the caller's transaction; what staff do also goes to the audit trail."""
    fields: dict[str, Any] = {"enrolment": None, "path": subject}
    if isinstance(subject, Enrolment):
        fields = {"enrolment": subject, "path": None}
    event = EnrolmentEvent.objects.create(
        **fields, kind=kind, way=way, by=by, before=before[:80], after=after[:80], reason=reason
    )
    if by is not None and by.pk != subject.user_id:
        target = subject.course if isinstance(subject, Enrolment) else subject.programme
        audit_write(
            action="courses.enrolment",
            instance=subject,
            by=by,
            person=subject.user,
            before=before or (EnrolmentStatus.WITHDRAWN if kind == EventKind.REOPENED else ""),
            after=after or str(subject.status),
            reason=reason,
            event=str(kind),
            way=str(way),
            target=target.code,
        )
    return event


def events_write(
    *,
    subjects: Sequence[Enrolment] | Sequence[ProgrammeEnrolment],
    kind: EventKind,
    way: EntryWay,
    by: User | None,
    after: str,
    reason: str,
) -> None:
    """As `event_write` for many of one kind and target at once: two queries."""
    if not subjects:
        return
    events = []
    for subject in subjects:
        fields: dict[str, Any] = {"enrolment": None, "path": subject}
        if isinstance(subject, Enrolment):
            fields = {"enrolment": subject, "path": None}
        events.append(
            EnrolmentEvent(
                **fields, kind=kind, way=way, by=by, before="", after=after[:80], reason=reason
            )
        )
    EnrolmentEvent.objects.bulk_create(events, batch_size=500)
    if by is None:
        return
    first = subjects[0]
    target = first.course if isinstance(first, Enrolment) else first.programme
    audit_write_many(
        action="courses.enrolment",
        rows=[(subject, subject.user) for subject in subjects if subject.user_id != by.pk],
        by=by,
        before="",
        after=after or str(first.status),
        reason=reason,
        event=str(kind),
        way=str(way),
        target=target.code,
    )
