"""Ten thousand certificates for a cohort, two workers, one of them killed twice: each once."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from certificates.models import Certificate, CertificateRule, IssueJob, SerialCounter
from certificates.services import issue_job_create, issue_jobs_resume
from certificates.services.jobs import CHUNK
from courses.models import Cohort, Course, Enrolment, ReminderRequest
from tests.factories.enrolment import CohortFactory
from tests.test_worker import broker_empty, worker_environment

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
PEOPLE = 10_000
WAIT_SECONDS = 240


def worker_start() -> subprocess.Popen[bytes]:
    """One worker of one process, in a group of its own, so that it can be killed as a whole."""
    command = [sys.executable, "-m", "celery", "-A", "lms", "worker", "--concurrency", "1"]
    return subprocess.Popen(
        [*command, "-n", f"{uuid.uuid4()}@%h", "-l", "ERROR"],
        env=worker_environment(),
        start_new_session=True,
    )


@pytest.fixture
def workers() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Two workers on the test's own database and broker."""
    broker_empty()
    started = [worker_start(), worker_start()]
    yield started
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def cohort_make(people: int) -> Cohort:
    """A cohort that has completed its course."""
    cohort = CohortFactory()
    course = Course.objects.get(pk=cohort.course_id)
    users = User.objects.bulk_create(
        User(username=f"many{number}", email=f"many{number}@example.org", family_name="Exemple")
        for number in range(people)
    )
    now = timezone.now()
    Enrolment.objects.bulk_create(
        Enrolment(
            user=user,
            course=course,
            cohort=cohort,
            status="completed",
            completed_at=now,
            minutes_done=300,
        )
        for user in users
    )
    return cohort


def issued_wait(least: int) -> int:
    """Wait until at least so many are issued; return how many there are."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        count = Certificate.objects.count()
        if count >= least:
            return count
        time.sleep(0.2)
    return Certificate.objects.count()


def test_ten_thousand_are_issued_once_whoever_dies(workers: list[subprocess.Popen[bytes]]):
    assert connection.vendor == "postgresql"
    cohort = cohort_make(PEOPLE)
    rule = CertificateRule.objects.get(course=cohort.course)
    job = issue_job_create(rule=rule, cohort=cohort, by=User.objects.all()[0])
    for least in (500, 3000):
        before = issued_wait(least)
        assert least <= before < PEOPLE
        # In the middle of a chunk, without a word: the kernel's way, not Celery's.
        os.killpg(workers[0].pid, signal.SIGKILL)
        workers[0].wait()
        workers[0] = worker_start()
    # What a killed worker held comes back from the broker after ten minutes, and before that by the
    # sweep of every two minutes; here it runs as soon as the others are through.
    issued_wait(PEOPLE - 2 * CHUNK)
    issue_jobs_resume()
    assert issued_wait(PEOPLE) == PEOPLE
    # Messages that are there twice run, and do nothing.
    time.sleep(2)

    rows = Certificate.objects.filter(enrolment__cohort=cohort, status="valid")
    assert rows.count() == PEOPLE
    for field in ("enrolment", "check_code", "serial", "uuid"):
        assert rows.order_by().values(field).distinct().count() == PEOPLE
    # Each asked for one message, in the transaction that made it: no more, no fewer.
    keys = set(ReminderRequest.objects.values_list("key", flat=True))
    assert keys == {f"certificate:{one}" for one in rows.values_list("uuid", flat=True)}
    assert ReminderRequest.objects.count() == PEOPLE
    # The numbers have no gap, although transactions were lost on the way.
    assert SerialCounter.objects.get().last == PEOPLE
    assert IssueJob.objects.get() == job
    assert job.chunks.filter(done_at=None).count() == 0
    assert sum(job.chunks.values_list("issued", flat=True)) == PEOPLE
