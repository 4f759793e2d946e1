"""A version given back as a package: the same bytes each time, accepted again here."""

import io
import json
import zipfile

import pytest

from h5p.models import Activity, Library, LibraryDependency
from h5p.services.exporting import export_chunks, export_name
from h5p.services.translations import translation_start
from tests.factories.h5p import (
    PARAMS,
    LibraryFiles,
    activity_make,
    dependency,
    import_make,
    package_build,
)
from tests.factories.own_content import own_activity
from tests.h5p.validator import package_validate

pytestmark = pytest.mark.django_db


def exported(activity: Activity) -> bytes:
    assert activity.version is not None
    return b"".join(export_chunks(activity.version))


def test_an_export_is_valid_and_always_the_same():
    helper = LibraryFiles(name="H5P.LmsHelper", runnable=0)
    editor = LibraryFiles(name="H5PEditor.LmsThing", runnable=0)
    main = LibraryFiles(
        needs=[("H5P.LmsHelper", 1, 0)],
        extra={"editorDependencies": [dependency("H5PEditor.LmsThing", 1, 0)]},
    )
    activity = activity_make(libraries=[main, helper, editor])
    data = exported(activity)
    assert data == exported(activity)
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    manifest = json.loads(archive.read("h5p.json"))
    assert manifest["preloadedDependencies"] == [
        dependency("H5P.LmsHelper", 1, 0),
        dependency("H5P.LmsSample", 1, 0),
    ]
    assert manifest["editorDependencies"] == [dependency("H5PEditor.LmsThing", 1, 0)]
    assert json.loads(archive.read("content/content.json")) == PARAMS
    digest = activity.version.digest
    Activity.objects.all().delete()
    LibraryDependency.objects.all().delete()
    Library.objects.all().delete()
    job = import_make(data, install=True)
    assert (job.state, job.activity.version.digest) == ("done", digest)
    assert Library.objects.count() == 3
    assert exported(job.activity) == data


def test_the_file_name_is_plain():
    assert export_name(Activity(title="Offre « suspecte » ?")) == "offre-suspecte.h5p"
    assert export_name(Activity(title="عرض عمل")) == "activite.h5p"


def test_an_independent_implementation_accepts_an_export(tmp_path):
    helper = LibraryFiles(name="H5P.LmsHelper", runnable=0)
    activity = activity_make(libraries=[LibraryFiles(needs=[("H5P.LmsHelper", 1, 0)]), helper])
    answer = package_validate(exported(activity), tmp_path)
    assert (answer["installed"], answer["title"]) == (2, "Offre suspecte")
    assert answer["parameters"]["answers"] == PARAMS["answers"]


@pytest.mark.parametrize("name", ["IOM.DecisionCase", "IOM.IndicatorSort"])
def test_an_independent_implementation_accepts_our_own_types(tmp_path, name):
    activity = own_activity(name)
    answer = package_validate(exported(activity), tmp_path)
    assert (answer["installed"], answer["title"]) == (2, "Une offre")
    assert answer["parameters"] == json.loads(json.dumps(activity.version.params))
    translated = translation_start(activity=activity, by=None).target
    translated.refresh_from_db()
    answer = package_validate(exported(translated), tmp_path)
    assert answer["parameters"] == translated.version.params


def test_an_independent_implementation_refuses_a_broken_package(tmp_path):
    with pytest.raises(AssertionError, match="install-missing-libraries"):
        package_validate(package_build(libraries=[]), tmp_path)
