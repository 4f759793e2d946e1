"""A real Celery worker on a real broker: a completed course is certified by it, once."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from redis import Redis

from certificates.models import Certificate
from courses.progress.enums import CompletionSource
from courses.progress.services import unit_complete
from tests.factories.enrolment import EnrolmentFactory

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
WAIT_SECONDS = 60


def worker_environment() -> dict[str, str]:
    """What a worker needs to use the test's own database and broker."""
    address, _mark, query = os.environ["DATABASE_URL"].partition("?")
    address = f"{address.rpartition('/')[0]}/{connection.settings_dict['NAME']}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lms.settings.test",
        "DATABASE_URL": f"{address}?{query}" if query else address,
    }


def broker_empty() -> None:
    """Forget what other tests left to do: about rows that are gone, or other ones by now."""
    assert settings.REDIS_URL, "this test needs the broker that `make test` starts"
    with Redis.from_url(settings.REDIS_URL) as broker:
        broker.flushdb()


def worker_start(*options: str) -> subprocess.Popen[bytes]:
    """Start a worker on the test's own database and broker."""
    command = [sys.executable, "-m", "celery", "-A", "lms", "worker"]
    return subprocess.Popen(
        [*command, "--concurrency", "2", "-l", "WARNING", *options], env=worker_environment()
    )


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[bytes]]:
    """A worker on the test's own database and broker."""
    broker_empty()
    process = worker_start()
    yield process
    process.terminate()
    process.wait(timeout=30)


def certificates_wait(count: int) -> int:
    """Wait until there are so many certificates; return how many there are."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end and Certificate.objects.count() < count:
        time.sleep(0.2)
    return Certificate.objects.count()


def test_completion_is_certified_by_the_worker(worker: subprocess.Popen[bytes]):
    enrolments = EnrolmentFactory.create_batch(3)
    for enrolment in enrolments:
        for unit in enrolment.course.units.all():
            unit_complete(
                enrolment_id=enrolment.pk,
                unit=unit,
                source=CompletionSource.LEARNER,
                language="fr",
            )
    assert certificates_wait(3) == 3
    assert worker.poll() is None


def test_jobs_of_a_killed_worker_are_done_by_the_next_one(worker: subprocess.Popen[bytes]):
    enrolment = EnrolmentFactory()
    worker.kill()
    worker.wait()
    for unit in enrolment.course.units.all():
        unit_complete(
            enrolment_id=enrolment.pk, unit=unit, source=CompletionSource.LEARNER, language="ar"
        )
    assert Certificate.objects.count() == 0
    follower = worker_start()
    try:
        assert certificates_wait(1) == 1
    finally:
        follower.terminate()
        follower.wait(timeout=30)
