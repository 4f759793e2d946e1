"""Certificates: rendered a minute, issued through workers, memory for a print file, size of a PDF.

Run by bench/run.py with one database and broker; prints a line for each figure.
"""

import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from certificates.documents import certificate_pdf  # noqa: E402
from certificates.models import Certificate, CertificateRule  # noqa: E402
from certificates.rendering.page import certificate_page  # noqa: E402
from certificates.rendering.render import certificate_render  # noqa: E402
from certificates.services import issue_job_create  # noqa: E402
from courses.models import Course, Enrolment  # noqa: E402

PEOPLE = int(os.environ.get("BENCH_CERTIFICATES", "10000"))
RENDERED = 1000


def enrolments_make(code: str, users: list[User]) -> Course:
    """A course that these people have completed."""
    course = Course.objects.create(
        code=code, title_fr="Banc d'essai", title_ar="اختبار", live_fr=True
    )
    now = timezone.now()
    Enrolment.objects.bulk_create(
        Enrolment(user=user, course=course, status="completed", completed_at=now, minutes_done=300)
        for user in users
    )
    return course


def pages_load(count: int) -> list[dict[str, Any]]:
    """The pages of so many certificates, with names of their own."""
    rows = Certificate.objects.select_related("version").order_by("pk")[:count]
    return [certificate_page(row) for row in rows]


def render_all(pages: list[dict[str, Any]]) -> int:
    """Render them all in this process; return the size of the last."""
    size = 0
    for page in pages:
        size = len(certificate_render(page))
    return size


def rendered_rate(pages: list[dict[str, Any]], processes: int) -> float:
    """Certificates a minute, the compiler of each process warm."""
    with ProcessPoolExecutor(processes) as pool:
        parts = [pages[number::processes] for number in range(processes)]
        list(pool.map(render_all, [pages[:5]] * processes * 4))
        start = time.perf_counter()
        list(pool.map(render_all, parts))
        return len(pages) / (time.perf_counter() - start) * 60


def issued_rate(course: Course, by: User, processes: int) -> float:
    """Certificates a minute from the order to the last row, through that many workers."""
    command = [sys.executable, "-m", "celery", "-A", "lms", "worker", "-l", "ERROR"]
    worker = subprocess.Popen(
        [*command, "--concurrency", str(processes)], stdout=subprocess.DEVNULL
    )
    try:
        time.sleep(8)
        start = time.perf_counter()
        rule = CertificateRule.objects.get(course=course)
        job = issue_job_create(rule=rule, cohort=None, by=by)
        while job.chunks.filter(done_at=None).exists():
            time.sleep(0.1)
        return PEOPLE / (time.perf_counter() - start) * 60
    finally:
        worker.terminate()
        worker.wait()


def main() -> None:
    """Print every figure."""
    User.objects.bulk_create(
        User(
            username=f"bench-cert-{number}",
            email=f"bench-cert-{number}@example.org",
            given_name="Amina",
            family_name=f"Exemple {number}",
            given_name_ar="أمينة",
            family_name_ar=f"مثال {number}",
        )
        for number in range(PEOPLE)
    )
    users = list(User.objects.filter(username__startswith="bench-cert-"))
    for processes in (1, 2):
        course = enrolments_make(f"bench-cert-{processes}", users)
        rate = issued_rate(course, users[0], processes)
        print(f"certificates issued through {processes} process(es): {rate:.0f} per minute")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"peak memory of the worker for {PEOPLE}: {peak} MB")
    pages = pages_load(RENDERED)
    connections.close_all()
    for processes in (1, 2):
        rate = rendered_rate(pages, processes)
        print(f"certificates rendered in {processes} process(es): {rate:.0f} per minute")
    row = Certificate.objects.select_related("version").order_by("pk")[0]
    plain = len(certificate_render(certificate_page(row)))
    print(f"PDF: {plain / 1000:.0f} kB, signed {len(certificate_pdf(row)) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
