"""Requests for a place: asked by a person, decided by the team, answered by mail."""

from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from accounts.models import User
from accounts.notices import notice_queue
from core.audit import audit_write
from courses.enrolment.addresses import target_url
from courses.enrolment.enums import EnrolmentMode, EntryWay, RequestStatus
from courses.enrolment.exceptions import AlreadyDecidedError, WrongWayError
from courses.enrolment.models import (
    Cohort,
    EnrolmentRequest,
    Target,
    target_fields,
)
from courses.enrolment.selectors import policy_get
from courses.enrolment.services.entry import Entry, EntryAsk, eligible_require, enter


def request_create(
    *, user: User, target: Target, language: str, message: str = ""
) -> EnrolmentRequest:
    """Ask for a place; asked again, the pending request is returned.

    Raises WrongWayError (another mode), EnrolmentClosedError, NotEligibleError.
    """
    wanted = target_fields(target)
    pending = EnrolmentRequest.objects.filter(user=user, status=RequestStatus.PENDING, **wanted)
    found = pending.first()
    if found is not None:
        return found
    policy = policy_get(target)
    if policy.mode != EnrolmentMode.REQUEST:
        raise WrongWayError
    eligible_require(user=user, policy=policy, language=language)
    try:
        with transaction.atomic():
            return EnrolmentRequest.objects.create(
                user=user, language=language, message=message.strip()[:1000], **wanted
            )
    except IntegrityError:
        # Asked from another tab between the look and the insert.
        return pending.get()


def request_cancel(*, user: User, target: Target) -> bool:
    """Take a pending request back; return whether there was one."""
    rows = EnrolmentRequest.objects.filter(
        user=user, status=RequestStatus.PENDING, **target_fields(target)
    )
    return bool(rows.update(status=RequestStatus.CANCELLED, decided_at=timezone.now()))


@transaction.atomic
def request_decide(
    *,
    request: EnrolmentRequest,
    by: User,
    approve: bool,
    reason: str = "",
    cohort: Cohort | None = None,
) -> Entry | None:
    """Approve (enrol, or put on the waiting list) or refuse; the person is told in their language.

    Raises AlreadyDecidedError, SeatsTakenError, CohortMismatchError: nothing is written then.
    """
    locked = (
        EnrolmentRequest.objects.select_for_update(of=("self",))
        .select_related("user", "course", "programme")
        .get(pk=request.pk)
    )
    if locked.status != RequestStatus.PENDING:
        raise AlreadyDecidedError
    locked.status = RequestStatus.APPROVED if approve else RequestStatus.REFUSED
    locked.decided_at = timezone.now()
    locked.decided_by = by
    locked.reason = reason.strip()
    locked.cohort = cohort
    locked.save()
    entry = None
    if approve:
        entry = enter(
            EntryAsk(
                user=locked.user,
                target=locked.target,
                language=locked.language,
                way=EntryWay.REQUEST,
                cohort=cohort,
                by=by,
                reason=reason.strip(),
            )
        )
    audit_write(
        action="courses.request",
        instance=locked,
        by=by,
        person=locked.user,
        before=RequestStatus.PENDING.value,
        after=str(locked.status),
        reason=locked.reason,
        target=locked.target.code,
    )
    _tell(locked, entry)
    return entry


def _tell(request: EnrolmentRequest, entry: Entry | None) -> None:
    language = request.user.language
    with translation.override(language):
        context = {
            "title": request.target.title,
            "url": target_url(request.target),
            "is_approved": request.status == RequestStatus.APPROVED,
            "is_waiting": entry is not None and not entry.is_in,
            "reason": request.reason,
        }
    notice_queue(
        kind="enrolment-request",
        key=f"enrolment-request:{request.pk}:{request.status}",
        template="courses/mails/request_decided",
        context=context,
        user=request.user,
        language=language,
    )
