"""Issuing in bulk: fixed chunks, each locked, issued and marked done in one transaction."""

import logging

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import User
from certificates import tasks
from certificates.enums import Origin
from certificates.models import CertificateRule, IssueChunk, IssueJob
from certificates.services.issue import certificates_issue
from core.audit import audit_write
from courses.api import EnrolmentStatus
from courses.models import Cohort, Enrolment, ProgrammeEnrolment

logger = logging.getLogger(__name__)
CHUNK = 250


@transaction.atomic
def issue_job_create(*, rule: CertificateRule, cohort: Cohort | None, by: User) -> IssueJob:
    """Make a job for a cohort (or for all enrolled) and queue its chunks. Audited."""
    model = Enrolment if rule.course_id is not None else ProgrammeEnrolment
    link = {"course": rule.course_id} if rule.course_id else {"programme": rule.programme_id}
    rows = model.objects.filter(**link).exclude(status=EnrolmentStatus.WITHDRAWN)
    if cohort is not None:
        rows = rows.filter(cohort=cohort)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    job = IssueJob.objects.create(rule=rule, cohort=cohort, total=len(ids), created_by=by)
    starts = range(0, len(ids), CHUNK)
    IssueChunk.objects.bulk_create(
        IssueChunk(job=job, number=number, enrolment_ids=ids[start : start + CHUNK])
        for number, start in enumerate(starts, start=1)
    )
    audit_write(action="certificates.issue_bulk", instance=job, by=by, people=len(ids))
    transaction.on_commit(lambda: issue_job_queue(job=job))
    return job


def issue_job_queue(*, job: IssueJob) -> int:
    """Queue what is not done of a job (again); return how many chunks. Harmless when repeated."""
    left = list(job.chunks.filter(done_at=None).values_list("pk", flat=True))
    try:
        for pk in left:
            tasks.issue_chunk_run.delay(pk)
    except OperationalError:
        logger.warning("no broker: job %s left to the sweep", job.pk)
    return len(left)


@transaction.atomic
def issue_chunk_run(*, chunk_id: int) -> bool:
    """Issue one chunk; return whether this call did it.

    The locked row makes a repeated or concurrent call do nothing: it waits for the one that is at
    work, then sees that it is done. A worker killed in the middle leaves the chunk as it was; its
    message comes back to the next one, which may have to wait until the database has noticed.
    """
    rows = IssueChunk.objects.select_for_update(of=("self",))
    rows = rows.select_related("job__rule__template", "job__rule__course", "job__rule__programme")
    chunk = rows.select_related("job__created_by").filter(pk=chunk_id, done_at=None).first()
    if chunk is None:
        return False
    outcome = certificates_issue(
        rule=chunk.job.rule,
        ids=chunk.enrolment_ids,
        origin=Origin.COHORT,
        by=chunk.job.created_by,
    )
    chunk.issued, chunk.had, chunk.unmet = len(outcome.issued), outcome.had, outcome.unmet
    chunk.done_at = timezone.now()
    chunk.save(update_fields=["issued", "had", "unmet", "done_at"])
    return True


def issue_jobs_resume() -> int:
    """Queue the chunks that are left of any job; return how many."""
    jobs = IssueJob.objects.filter(chunks__done_at=None, chunks__isnull=False).distinct()
    return sum(issue_job_queue(job=job) for job in jobs)
