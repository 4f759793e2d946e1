"""A worker that is killed in the middle of an import leaves nothing; the next one does it all."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from h5p.models import Activity, ActivityVersion, ImportJob, Library
from h5p.services.sweep import imports_resume
from h5p.tasks import package_import
from tests.factories.h5p import job_make, package_files
from tests.factories.zips import Raw, raws, zip_raw
from tests.test_worker import broker_empty, worker_start

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
WAIT_SECONDS = 90


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that the worker finds too."""
    folder = tmp_path / "h5p"
    monkeypatch.setenv("LMS_TEST_H5P", str(folder))
    settings.STORAGES = {
        **settings.STORAGES,
        "h5p": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder, "base_url": None},
        },
    }
    return folder


def large_package() -> bytes:
    """Large enough to be killed in the middle."""
    film = b"\x00\x00\x00\x18ftypmp42" + os.urandom(1024 * 1024) * 200
    return zip_raw([*raws(package_files()), Raw(b"content/film.mp4", film, method=0)])


def wait_until(condition: Any) -> None:
    """Wait for a condition, at most so long."""
    end = time.monotonic() + WAIT_SECONDS
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def state_of(job: ImportJob) -> tuple[str, int]:
    return ImportJob.objects.values_list("state", "progress").get(pk=job.pk)


def test_a_killed_worker_leaves_nothing_and_the_next_one_does_it_all(store_folder: Path):
    broker_empty()
    job = job_make(large_package(), install=True)
    # One process, so that the kill hits the import itself.
    worker = worker_start("--pool", "solo")
    package_import.delay(job.pk)
    wait_until(lambda: state_of(job)[1] >= 50)
    worker.kill()
    worker.wait()
    assert state_of(job)[0] == "running"
    counts = [model.objects.count() for model in (Activity, ActivityVersion, Library)]
    assert counts == [0, 0, 0]
    ImportJob.objects.update(touched_at=timezone.now() - timedelta(minutes=5))
    assert imports_resume() == 1
    begun = ImportJob.objects.get(pk=job.pk).run
    follower = worker_start("--pool", "solo")
    try:
        wait_until(lambda: state_of(job)[0] == "done")
    finally:
        follower.terminate()
        follower.wait(timeout=30)
    assert ActivityVersion.objects.get().number == 1
    files = [path for path in store_folder.rglob("*") if path.is_file()]
    assert not any(str(begun) in str(path) for path in files)
    assert sum(path.name == "film.mp4" for path in files) == 1
