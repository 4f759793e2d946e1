"""Seconds and memory to import a package of 1, 50 and 500 MB (one process, films of noise)."""

import os
import tempfile
import time
from pathlib import Path

import django

django.setup()

from h5p import store  # noqa: E402
from h5p.services.imports import import_run, import_start  # noqa: E402
from tests.factories.h5p import package_build, package_files  # noqa: E402
from tests.factories.zips import Raw, raws, zip_raw  # noqa: E402

MEBIBYTE = 1024 * 1024


def memory(field: str) -> int:
    """A figure of this process, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    line = next(line for line in lines if line.startswith(f"{field}:"))
    return int(line.split()[1]) * 1024


def package_write(path: Path, megabytes: int) -> None:
    """Write a package with one film; this is not measured."""
    film = b"\x00\x00\x00\x18ftypmp42" + os.urandom(MEBIBYTE) * megabytes
    path.write_bytes(zip_raw([*raws(package_files()), Raw(b"content/a.mp4", film, method=0)]))


def package_time(path: Path) -> tuple[float, int]:
    """Import; return seconds and bytes over the idle process."""
    Path("/proc/self/clear_refs").write_text("5")
    idle = memory("VmRSS")
    start = time.perf_counter()
    with path.open("rb") as file:
        job = import_start(
            file_name=path.name,
            chunks=store.reader(file),
            size=path.stat().st_size,
            install=True,
            queue=False,
        )
    assert import_run(job_id=job.pk) == "done"
    return time.perf_counter() - start, memory("VmHWM") - idle


with tempfile.TemporaryDirectory() as folder:
    warm = Path(folder) / "warm.h5p"
    warm.write_bytes(package_build())
    package_time(warm)
    for size in (1, 50, 500):
        file = Path(folder) / f"{size}.h5p"
        if os.fork() == 0:
            # The package is made in a process of its own: its memory is not the import's.
            package_write(file, size)
            os._exit(0)
        os.wait()
        seconds, grown = package_time(file)
        print(
            f"H5P package of {size:>3} MB: {seconds:.2f} s, {grown / MEBIBYTE:.0f} MB of memory",
            flush=True,
        )
