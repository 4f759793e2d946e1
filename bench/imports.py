"""Import of 10,000 people: seconds and peak memory of the dry run and of the import."""

import os
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

import django  # noqa: E402

django.setup()

from accounts.models import User  # noqa: E402
from courses.enrolment.imports.apply import import_apply  # noqa: E402
from courses.enrolment.imports.check import import_check  # noqa: E402
from courses.enrolment.imports.services import (  # noqa: E402
    import_confirm,
    import_map,
    import_start,
)
from courses.models import Cohort, Course  # noqa: E402
from tests.lists import csv_bytes, rows_make  # noqa: E402

PEOPLE = int(os.environ.get("BENCH_IMPORT", "10000"))


def memory() -> float:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Import a list, then the same again."""
    staff, _created = User.objects.get_or_create(username="bench-import")
    course, _created = Course.objects.get_or_create(code="bench-import", live_fr=True)
    cohort, _created = Cohort.objects.get_or_create(
        code="bench-import", course=course, title_fr="Bench", title_ar="Bench"
    )
    content = csv_bytes(list(rows_make(PEOPLE)))
    started = memory()
    for name in ("first", "again"):
        run = import_start(
            name="bench.csv", content=content, by=staff, cohort=cohort, target=course, invites=False
        )
        import_map(run=run, mapping=run.mapping)
        begin = time.monotonic()
        import_check(run.pk)
        checked = time.monotonic()
        run.refresh_from_db()
        import_confirm(run=run, by=staff)
        while import_apply(run.pk):
            pass
        done = time.monotonic()
        run.refresh_from_db()
        print(
            f"import of {PEOPLE} ({name}): check {checked - begin:.1f} s, import"
            f" {done - checked:.1f} s, peak +{memory() - started:.0f} MB, {run.counts}"
        )


if __name__ == "__main__":
    main()
