"""From a package to an activity: whole, or without a trace."""

import pytest
from wagtail.models import Collection, ModelLogEntry

from accounts.enums import Role
from h5p import store
from h5p.exceptions import ImportNotRepeatableError, PackageRefusedError
from h5p.models import Activity, ImportJob, Library
from h5p.selectors import library_file, version_file
from h5p.services import imports
from h5p.services.imports import import_repeat, import_run
from tests.factories.accounts import UserFactory
from tests.factories.h5p import (
    PARAMS,
    PNG,
    SCRIPT,
    LibraryFiles,
    activity_make,
    dependency,
    h5p_json,
    import_make,
    job_make,
    library_make,
    package_build,
    package_files,
    zip_build,
)

pytestmark = pytest.mark.django_db


def script_of(library: Library) -> bytes:
    """The script that would be given out."""
    with store.open(library_file(library, "sample.js").name) as file:
        return file.read()


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
    assert library.language_files() == ["ar", "fr"]
    with store.open(version_file(version, "images/scene.png").name) as file:
        assert file.read() == PNG
    assert script_of(library) == SCRIPT.encode()
    assert not any(name.endswith(".h5p") for name in stored())


def test_an_author_uses_installed_libraries_and_makes_a_draft():
    library = library_make()
    author = UserFactory(role=Role.AUTHOR)
    job = import_make(package_build(), by=author, install=True)
    assert job.state == "done"
    assert (job.activity.live, job.activity.created_by) == (False, author)
    assert list(job.activity.version.libraries.all()) == [library]


def test_an_author_cannot_install_a_library_even_when_asking(stored):
    author = UserFactory(role=Role.AUTHOR)
    before = stored()
    job = import_make(package_build(), by=author, install=True)
    assert (job.state, job.code) == ("refused", "library_not_permitted")
    assert job.details == {"library": "H5P.LmsSample 1.0"}
    assert Library.objects.count() == Activity.objects.count() == 0
    assert stored() - before <= {"uploads"}


@pytest.mark.parametrize("patch", [0, 1, 99])
def test_a_trojan_library_is_never_taken_from_an_author(patch):
    library = library_make(LibraryFiles(patch=1))
    trojan = LibraryFiles(patch=patch, script="steal(document.cookie);")
    author = UserFactory(role=Role.AUTHOR)
    job = import_make(package_build(libraries=[trojan]), by=author, install=True)
    assert job.state == "done"
    library.refresh_from_db()
    assert (library.patch, script_of(library)) == (1, SCRIPT.encode())
    assert [note["code"] for note in job.notes] == ["library_kept"]
    assert job.activity.version.libraries.get() == library


def test_the_same_patch_with_other_code_is_not_taken_from_an_administrator_either():
    library = library_make(LibraryFiles(patch=1))
    other = LibraryFiles(patch=1, script="other();")
    job = import_make(package_build(libraries=[other]), install=True)
    assert [note["code"] for note in job.notes] == ["library_kept"]
    library.refresh_from_db()
    assert script_of(library) == SCRIPT.encode()


def test_an_update_keeps_older_contents_and_writes_to_the_history():
    activity = activity_make()
    library = activity.version.main_library
    administrator = UserFactory(role=Role.ADMINISTRATOR)
    update = LibraryFiles(patch=7, script="newer();")
    job = import_make(package_build(libraries=[update]), by=administrator, install=True)
    assert [note["code"] for note in job.notes] == ["library_updated"]
    before = library.prefix
    library.refresh_from_db()
    assert (library.patch, script_of(library)) == (7, b"newer();")
    assert library.prefix != before
    activity.refresh_from_db()
    assert activity.version.main_library == library
    entry = ModelLogEntry.objects.get(action="h5p.library_update")
    assert (entry.user, entry.data) == (administrator, {"from": "1.0.0", "to": "1.0.7"})


def test_minor_versions_live_side_by_side():
    first = activity_make()
    newer = LibraryFiles(minor=1)
    manifest = h5p_json(preloadedDependencies=[dependency("H5P.LmsSample", 1, 1)])
    params = {**PARAMS}
    second = activity_make(libraries=[newer], manifest=manifest, params=params)
    assert first.version.main_library.ubername == "H5P.LmsSample 1.0"
    assert second.version.main_library.ubername == "H5P.LmsSample 1.1"
    assert Library.objects.count() == 2


def test_a_dependency_that_the_store_holds_is_fine():
    helper = library_make(LibraryFiles(name="H5P.LmsHelper", runnable=0))
    needing = LibraryFiles(needs=[("H5P.LmsHelper", 1, 0)])
    activity = activity_make(libraries=[needing])
    names = {library.machine_name for library in activity.version.libraries.all()}
    assert names == {"H5P.LmsSample", "H5P.LmsHelper"}
    assert helper.dependants.get().library.machine_name == "H5P.LmsSample"


def test_a_dependency_that_only_the_editor_needs_is_said_not_refused():
    needing = LibraryFiles(extra={"editorDependencies": [dependency("H5PEditor.Lms", 1, 0)]})
    job = import_make(package_build(libraries=[needing]), install=True)
    assert job.state == "done"
    codes = {note["code"] for note in job.notes}
    assert codes == {"library_installed", "editor_dependency_missing"}


def test_a_replacement_is_a_new_version_in_the_history():
    activity = activity_make()
    first = activity.version
    administrator = UserFactory(role=Role.ADMINISTRATOR)
    data = package_build(params={**PARAMS, "question": "<p>Autre question</p>"})
    job = import_make(data, by=administrator, activity=activity, file_name="v2.h5p")
    assert job.state == "done"
    activity.refresh_from_db()
    assert activity.version.number == 2
    assert activity.version.params["question"] == "<p>Autre question</p>"
    assert activity.version.digest != first.digest
    assert list(activity.versions.values_list("number", flat=True)) == [2, 1]
    assert store.exists(version_file(first, "images/scene.png").name)
    entry = ModelLogEntry.objects.get(action="h5p.activity_replace")
    assert (entry.user, entry.data) == (administrator, {"file": "v2.h5p", "from": 1, "to": 2})


def test_a_replacement_by_an_author_waits_for_moderation():
    activity = activity_make()
    author = UserFactory(role=Role.AUTHOR)
    import_make(package_build(), by=author, activity=activity)
    activity.refresh_from_db()
    assert (activity.version.number, activity.has_unpublished_changes) == (1, True)
    activity.get_latest_revision().publish()
    activity.refresh_from_db()
    assert activity.version.number == 2


def test_an_import_into_an_activity_deleted_meanwhile_is_refused(stored):
    activity = activity_make()
    before = stored()
    job = job_make(package_build(), activity=activity)
    Activity.objects.filter(pk=activity.pk).update(version=None)
    ImportJob.objects.filter(pk=job.pk).update(activity=None)
    assert import_run(job_id=job.pk) == "refused"
    job.refresh_from_db()
    assert job.code == "activity_gone"
    assert stored() == before | {"uploads"}


def test_the_collection_and_the_language_are_the_authors_choice():
    collection = Collection.get_first_root_node().add_child(name="Traite")
    job = import_make(package_build(), install=True, collection=collection, language="ar")
    assert (job.activity.collection, job.activity.language) == (collection, "ar")


def test_the_language_is_read_from_the_text_when_the_package_states_another():
    params = {**PARAMS, "question": "<p>عرض عمل يطلب الدفع، ماذا تفعل؟</p>", "answers": []}
    job = import_make(package_build(params=params, manifest=h5p_json(language="en")), install=True)
    assert job.activity.language == "ar"


def test_code_is_taken_out_of_texts_and_drawings():
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script>'
        b'<a href="javascript:x()"><path d="M0 0"/></a></svg>'
    )
    params = {
        "question": '<p onclick="x()">Bon<script>x()</script> <a href="javascript:x()">la</a></p>',
        "answers": [{"text": "<img src=x onerror=x()>", "correct": "true"}],
        "behaviour": {"pause": 900, "feedback": "gone", "unknown": 5},
        "evil": "<script>",
    }
    job = import_make(package_build(params=params, media={"a.svg": drawing}), install=True)
    version = job.activity.version
    assert version.params == {
        "question": "<p>Bon <a>la</a></p>",
        "answers": [{"text": "&lt;img src=x onerror=x()&gt;", "correct": True}],
        "behaviour": {"pause": 60, "feedback": "now"},
    }
    with store.open(version_file(version, "a.svg").name) as file:
        kept = file.read()
    assert b"<path" in kept
    assert not any(word in kept for word in (b"script", b"onload"))
    codes = {note["code"] for note in job.notes}
    assert codes == {"library_installed", "text_cleaned", "option_replaced", "svg_cleaned"}


def test_what_systems_leave_behind_is_passed_over():
    files = {**package_files(), "__MACOSX/._h5p.json": b"x", "content/.DS_Store": b"x"}
    job = import_make(zip_build(files), install=True)
    assert job.state == "done"
    assert list(job.activity.version.files) == ["images/scene.png"]


def test_a_run_that_died_half_way_is_done_again(stored):
    job = job_make(package_build(), install=True)
    begun = imports._run_begin(job.pk)
    store.save(f"packages/{begun.run}/content/images/scene.png", [b"half"])
    assert Activity.objects.count() == 0
    assert import_run(job_id=job.pk) == "done"
    job.refresh_from_db()
    assert job.runs == 2
    assert not any(str(begun.run) in name for name in stored())
    assert Activity.objects.get().versions.count() == 1


def test_a_run_that_was_overtaken_leaves_nothing(stored):
    job = job_make(package_build(), install=True)
    slow = imports._run_begin(job.pk)
    assert slow is not None
    imports._run_begin(job.pk)
    with pytest.raises(imports.RunOverError):
        imports._import(slow)
    assert Activity.objects.count() == 0


def test_a_second_call_after_the_end_changes_nothing():
    job = import_make(package_build(), install=True)
    import_run(job_id=job.pk)
    assert Activity.objects.count() == 1
    with pytest.raises(ImportNotRepeatableError):
        import_repeat(job=job)


def test_a_fault_of_ours_keeps_the_upload_and_can_be_repeated(stored, settings):
    job = job_make(package_build(), install=True)
    good = settings.H5P_LIMITS
    settings.H5P_LIMITS = {**good, "entries": "broken"}
    assert import_run(job_id=job.pk) == "failed"
    job.refresh_from_db()
    assert job.code == "unexpected"
    assert f"uploads/{job.uuid}.h5p" in stored()
    settings.H5P_LIMITS = good
    import_repeat(job=job)
    assert import_run(job_id=job.pk) == "done"


def test_a_file_that_is_too_large_is_not_even_kept(stored, settings):
    settings.H5P_LIMITS = {**settings.H5P_LIMITS, "upload": 10}
    with pytest.raises(PackageRefusedError) as caught:
        job_make(package_build())
    assert caught.value.code == "too_large_upload"
    assert stored() == set()


def test_libraries_alone_need_one(stored):
    job = import_make(zip_build({"h5p.json": b"{}"}), install=True, libraries_only=True)
    assert (job.state, job.code) == ("refused", "no_library")
    assert stored() <= {"uploads"}
