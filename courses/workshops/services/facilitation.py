"""Facilitators' records of their workshops: written, corrected, validated."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from core.audit import audit_write
from courses.catalogue.models import Course
from courses.workshops.enums import WorkshopStatus
from courses.workshops.exceptions import (
    NotFacilitatorError,
    ReasonMissingError,
    WorkshopLockedError,
)
from courses.workshops.models import WorkshopCount, WorkshopReport
from courses.workshops.selectors import courses_facilitated_by


@dataclass(frozen=True, kw_only=True)
class WorkshopData:
    """What a facilitator writes down. `counts` is {(sex, age band): number}, zeros left out."""

    held_on: dt.date
    organisation: Organisation
    region: str
    language: str
    counts: dict[tuple[str, str], int]
    quiz: list[list[int]]
    comment: str


@transaction.atomic
def workshop_save(
    *, uuid: uuid.UUID, course: Course, facilitator: User, data: WorkshopData
) -> WorkshopReport:
    """Record a workshop, or correct it until it is validated. Idempotent by `uuid`.

    `uuid` is made with the form: a form sent twice is one record. A correction of a returned
    record sends it again. Raises NotFacilitatorError and WorkshopLockedError.
    """
    if not courses_facilitated_by(facilitator).filter(pk=course.pk).exists():
        raise NotFacilitatorError
    report, _new = WorkshopReport.objects.select_for_update(of=("self",)).get_or_create(
        uuid=uuid, defaults={"facilitator": facilitator, "course": course, **_values(data)}
    )
    if report.facilitator_id != facilitator.pk or report.is_validated:
        raise WorkshopLockedError
    for name, value in _values(data).items():
        setattr(report, name, value)
    report.status = WorkshopStatus.SENT
    report.save()
    report.counts.all().delete()
    WorkshopCount.objects.bulk_create(
        WorkshopCount(report=report, sex=sex, age_band=band, count=count)
        for (sex, band), count in sorted(data.counts.items())
        if count
    )
    return report


def _values(data: WorkshopData) -> dict[str, Any]:
    return {
        "held_on": data.held_on,
        "organisation": data.organisation,
        "region": data.region,
        "language": data.language,
        "total": sum(data.counts.values()),
        "quiz": data.quiz,
        "quiz_right": sum(right for right, _wrong in data.quiz),
        "quiz_answers": sum(right + wrong for right, wrong in data.quiz),
        "comment": data.comment,
    }


@transaction.atomic
def workshop_review(
    *, report: WorkshopReport, validate: bool, note: str, by: User
) -> WorkshopReport:
    """Validate a record, or return it with a note that says what to mend. Audited.

    A validated one can be returned: figures that turn out wrong are mended by who gave them.
    Nobody reviews their own. Raises ReasonMissingError, WorkshopLockedError.
    """
    locked = WorkshopReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if locked.facilitator_id == by.pk:
        raise WorkshopLockedError
    if not validate and not note.strip():
        raise ReasonMissingError
    before = locked.status
    locked.status = WorkshopStatus.VALIDATED if validate else WorkshopStatus.RETURNED
    locked.note = note.strip()
    if before == locked.status:
        return locked
    locked.reviewed_by = by
    locked.reviewed_at = timezone.now()
    locked.save()
    audit_write(
        action="courses.workshop_review",
        instance=locked,
        by=by,
        person=locked.facilitator,
        before=before,
        after=locked.status,
        reason=locked.note,
        people=locked.total,
    )
    return locked
