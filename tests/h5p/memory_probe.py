"""Run in a process of its own: import packages one by one, print state and memory of each.

Usage: `python -m tests.h5p.memory_probe FOLDER FILE…`. Prints a JSON list of objects with `state`,
`code` and `grown` (bytes over the idle process at the peak).
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import django


class NoMigrations:
    """Tables are made from the models: the probe needs no history."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


def settings_make(folder: Path) -> None:
    """Test settings with a database and a store of the probe's own."""
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("LMS_TEST_DB", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "lms.settings.test"
    from django.conf import settings  # noqa: PLC0415

    settings.MIGRATION_MODULES = NoMigrations()
    settings.STORAGES["h5p"] = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder, "base_url": None},
    }
    settings.H5P_LIMITS = {**settings.H5P_LIMITS, "ratio": 100}
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from wagtail.models import Collection  # noqa: PLC0415

    call_command("migrate", run_syncdb=True, verbosity=0)
    Collection.add_root(name="Root")


def memory(field: str) -> int:
    """A figure of this process, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    line = next(line for line in lines if line.startswith(f"{field}:"))
    return int(line.split()[1]) * 1024


def probe(path: Path) -> dict[str, Any]:
    """Import one package and measure."""
    from h5p import store  # noqa: PLC0415
    from h5p.services.imports import import_run, import_start  # noqa: PLC0415

    Path("/proc/self/clear_refs").write_text("5")
    idle = memory("VmRSS")
    with path.open("rb") as file:
        job = import_start(
            file_name=path.name,
            chunks=store.reader(file),
            size=path.stat().st_size,
            install=True,
            queue=False,
        )
    import_run(job_id=job.pk)
    job.refresh_from_db()
    return {"state": job.state, "code": job.code, "grown": memory("VmHWM") - idle}


def main() -> None:
    """The first package warms up and is not told."""
    settings_make(Path(sys.argv[1]))
    results = [probe(Path(name)) for name in sys.argv[2:]]
    sys.stdout.write(json.dumps(results[1:]))


if __name__ == "__main__":
    main()
