"""Packages exported from other platforms, in the folder that `H5P_REAL_PACKAGES` names.

None is committed. Each file of the folder must be imported; without a folder, the test says so.
"""

import os
from pathlib import Path

import pytest

from h5p.models import ActivityVersion, Library
from h5p.services.exporting import export_chunks
from tests.factories.h5p import import_make

pytestmark = pytest.mark.django_db
FOLDER = os.environ.get("H5P_REAL_PACKAGES", "")
PACKAGES = sorted(Path(FOLDER).glob("*.h5p")) if FOLDER else []


@pytest.mark.parametrize("path", PACKAGES or [None], ids=lambda path: path.name if path else "none")
def test_a_real_package_is_imported_and_exported_again(path: Path | None, record_property):
    if path is None:
        record_property("H5P_REAL_PACKAGES", "no folder, or no .h5p file in it: nothing was tried")
        assert not PACKAGES
        return
    job = import_make(path.read_bytes(), install=True, file_name=path.name)
    assert (job.state, job.code, job.entry, job.details) == ("done", "", "", {})
    assert job.activity is not None
    assert job.activity.version is not None
    again = import_make(b"".join(export_chunks(job.activity.version)), install=False)
    assert again.state == "done"
    newest = ActivityVersion.objects.get(activity=again.activity)
    assert newest.digest == job.activity.version.digest
    assert Library.objects.filter(runnable=True).exists()
