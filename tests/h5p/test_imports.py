"""From a package to an activity: whole, or without a trace."""

import pytest

from h5p import store
from h5p.models import Activity, Library
from h5p.selectors import library_file, version_file
from tests.factories.h5p import PARAMS, PNG, SCRIPT, import_make, package_build

pytestmark = pytest.mark.django_db


def test_a_valid_package_becomes_a_published_activity(stored):
    job = import_make(package_build(), install=True)
    assert (job.state, job.progress, job.code) == ("done", 100, "")
    activity = Activity.objects.get()
    assert job.activity == activity
    assert (activity.title, activity.language, activity.live) == ("Offre suspecte", "fr", True)
    version = activity.version
    assert (version.number, version.params) == (1, PARAMS)
    library = Library.objects.get()
    assert list(version.libraries.all()) == [library] == [version.main_library]
    with store.open(version_file(version, "images/scene.png").name) as file:
        assert file.read() == PNG
    with store.open(library_file(library, "sample.js").name) as file:
        assert file.read() == SCRIPT.encode()
    assert not any(name.endswith(".h5p") for name in stored())
