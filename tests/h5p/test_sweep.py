"""Files that no row names go after a while; imports that nobody runs are queued again."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from h5p import store
from h5p.models import ImportJob
from h5p.services import sweep
from tests.factories.h5p import LibraryFiles, activity_make, import_make, job_make, package_build

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(monkeypatch: Any) -> None:
    """Nine days later, for the sweep."""
    now = timezone.now() + timedelta(days=9)
    monkeypatch.setattr(sweep.timezone, "now", lambda: now)


def test_what_is_named_stays_and_the_rest_goes(stored, later):
    activity = activity_make()
    old = activity.version.main_library.prefix
    import_make(package_build(libraries=[LibraryFiles(patch=1)]), install=True)
    orphan = f"packages/{uuid4()}/content"
    store.save(f"{orphan}/half.png", [b"half"])
    store.save("uploads/lost.h5p", [b"lost"])
    assert sweep.packages_sweep() == 2
    left = stored()
    assert not any(name.startswith((old, orphan, "uploads/")) for name in left)
    assert f"{activity.version.prefix}/images/scene.png" in left
    assert sweep.packages_sweep() == 0


def test_nothing_young_is_touched(stored):
    store.save(f"packages/{uuid4()}/content/half.png", [b"half"])
    store.save("uploads/new.h5p", [b"new"])
    before = stored()
    assert sweep.packages_sweep() == 0
    assert stored() == before


def test_lost_imports_are_queued_again(monkeypatch: Any):
    job = job_make(package_build())
    done = import_make(package_build(), install=True)
    ImportJob.objects.update(touched_at=timezone.now() - timedelta(hours=1))
    young = job_make(package_build())
    queued: list[int] = []
    monkeypatch.setattr(sweep.package_import, "delay", queued.append)
    assert sweep.imports_resume() == 1
    assert queued == [job.pk]
    assert sweep.imports_resume() == 0
    assert {done.state, young.state} == {"done", "waiting"}
