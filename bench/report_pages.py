"""Reports at 1,000 and at 100,000 learners: filling the facts, each page, a file of all rows."""

import os
import time
import tracemalloc
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.enums import Role  # noqa: E402
from accounts.middleware import CHECKED  # noqa: E402
from accounts.models import User  # noqa: E402
from accounts.roles import role_give, roles_sync  # noqa: E402
from reports.facts.services import facts_catch_up, facts_rebuild  # noqa: E402

LEARNERS = int(os.environ.get("BENCH_REPORT_LEARNERS", "100000"))
SMALL = 1000
REPEATS = 7
YEAR = timezone.localdate().year
PAGES = {
    "overview": "",
    "by type and gender": "completion/?indicator=enrolled&rows=kind&columns=gender",
    "by region and month": "completion/?indicator=completed&rows=region&columns=month",
    "by course and age": "completion/?indicator=started&rows=course&columns=age",
    "by institution": "completion/?indicator=trained&rows=institution",
    "by donor and type": "completion/?indicator=certified&rows=donor&columns=kind",
    "rows": "rows/?indicator=enrolled",
    "path through a course": "path/",
    "certificates": "certificates/",
}


def client_make() -> Client:
    """An administrator's."""
    roles_sync()
    user, _created = User.objects.get_or_create(username="bench-reports")
    role_give(user=user, role=Role.ADMINISTRATOR)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(pk=user.pk))
    session = client.session
    session[CHECKED] = True
    session.save()
    return client


def page(client: Client, path: str) -> tuple[int, float, float]:
    """Queries, median and worst of the first page, in milliseconds."""
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, answer.status_code
    times = []
    for _number in range(REPEATS):
        start = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - start) * 1000)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    times.sort()
    return len(queries), times[len(times) // 2], times[-1]


def measure(client: Client, learners: int) -> None:
    """Fill, then every page."""
    start = time.perf_counter()
    facts = facts_rebuild()
    seconds = time.perf_counter() - start
    print(f"reports: {facts} facts of {learners} learners filled in {seconds:.1f} s")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    start = time.perf_counter()
    facts_catch_up(max_age=0)
    print(f"reports: caught up in {(time.perf_counter() - start) * 1000:.0f} ms")
    for name, path in PAGES.items():
        queries, middle, worst = page(client, f"/admin/results/{path}")
        print(
            f"reports: {name:<24} {queries:>3} queries, p50 {middle:.0f} ms, worst {worst:.0f} ms",
            flush=True,
        )


def file_of_all(client: Client) -> None:
    """A CSV of every enrolment, read as it comes."""
    tracemalloc.start()
    start = time.perf_counter()
    answer: Any = client.get(
        "/admin/results/rows/?indicator=enrolled&since=2015-01-01&until=2100-01-01&format=csv"
    )
    lines = sum(part.count(b"\n") for part in answer.streaming_content)
    seconds = time.perf_counter() - start
    _now, peak = tracemalloc.get_traced_memory()
    print(f"reports: CSV of {lines} lines in {seconds:.1f} s, peak {peak / 1e6:.0f} MB (traced)")


for size in (SMALL, LEARNERS):
    began = time.perf_counter()
    call_command("loadtest_seed", learners=size)
    print(f"reports: {size} learners written in {time.perf_counter() - began:.1f} s")
    measure(client_make(), size)
file_of_all(client_make())
