"""Contents written in the administration: versions, media, identities."""

import copy
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from h5p import store
from h5p.exceptions import ContentIncompleteError, PackageRefusedError
from h5p.models import Activity, ActivityVersion
from h5p.services.editing import activity_rename, content_save, library_named
from h5p.services.media import media_stage
from tests.factories.h5p import PARAMS, PNG, activity_make
from tests.factories.own_content import CASE, own_activity, own_library

pytestmark = pytest.mark.django_db


def save(activity: Activity, params: dict[str, Any], **more: Any) -> ActivityVersion:
    activity.refresh_from_db()
    assert activity.version is not None
    return content_save(
        activity=activity, main=activity.version.main_library, params=params, **more
    )


def png(name: str = "Photo de la salle.png", data: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_a_new_activity_is_published_with_all_it_needs():
    activity = own_activity()
    version = activity.version
    assert version is not None
    assert (activity.live, version.number, version.metadata["defaultLanguage"]) == (True, 1, "fr")
    assert sorted(row.machine_name for row in version.libraries.all()) == [
        "IOM.Base",
        "IOM.DecisionCase",
    ]


def test_the_same_content_again_is_no_new_version():
    activity = own_activity()
    assert save(activity, copy.deepcopy(CASE)).number == 1
    changed = copy.deepcopy(CASE)
    changed["steps"][0]["text"] = "<p>Autre <script>alert(1)</script>début</p>"
    assert save(activity, changed).number == 2
    activity.refresh_from_db()
    assert activity.version is not None
    assert "script" not in activity.version.params["steps"][0]["text"]


def test_an_incomplete_content_changes_nothing():
    activity = own_activity()
    with pytest.raises(ContentIncompleteError):
        save(activity, {"steps": []})
    assert ActivityVersion.objects.filter(activity=activity).count() == 1


def test_parts_get_a_name_that_stays():
    content = copy.deepcopy(CASE)
    for step in content["steps"]:
        del step["subContentId"]
    activity = own_activity(steps=content["steps"])
    assert activity.version is not None
    names = [step["subContentId"] for step in activity.version.params["steps"]]
    assert len(set(names)) == 3
    version = save(activity, copy.deepcopy(activity.version.params))
    assert [step["subContentId"] for step in version.params["steps"]] == names


def test_files_are_shared_until_one_is_added(stored: Any):
    activity = activity_make()
    first = activity.version
    assert first is not None
    second = save(activity, {**PARAMS, "question": "<p>Autre</p>"})
    assert second.prefix == first.prefix
    stage = uuid4()
    path = media_stage(stage=stage, kind="image", upload=png())
    third = save(activity, {**PARAMS, "image": {"path": path}}, stage=stage)
    assert path.startswith("images/photo-de-la-salle-")
    assert third.prefix != first.prefix
    assert list(third.files) == [path]
    with store.open(f"{third.prefix}/{path}") as file:
        assert file.read() == PNG
    assert store.exists(f"{first.prefix}/images/scene.png")


def test_a_file_of_another_form_is_nowhere():
    activity = activity_make()
    path = media_stage(stage=uuid4(), kind="image", upload=png())
    with pytest.raises(PackageRefusedError) as refused:
        save(activity, {**PARAMS, "image": {"path": path}}, stage=uuid4())
    assert refused.value.code == "upload_gone"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("page.html", b"<html>", "executable_type"),
        ("photo.png", b"<html>", "executable_type"),
        ("sans-type", PNG, "type_not_allowed"),
        ("code.js", b"1", "type_not_allowed"),
    ],
)
def test_a_dangerous_file_is_not_kept(name: str, data: bytes, code: str, stored: Any):
    with pytest.raises(PackageRefusedError) as refused:
        media_stage(stage=uuid4(), kind="file", upload=png(name, data))
    assert (refused.value.code, stored()) == (code, set())


def test_a_title_is_history_too():
    activity = own_activity()
    activity_rename(activity=activity, title="  Autre titre ")
    assert (activity.title, activity.latest_revision.object_str) == ("Autre titre", "Autre titre")


def test_a_library_is_found_by_its_name():
    library = own_library("IOM.Base")
    assert library_named("IOM.Base 1.0") == library
    assert [library_named(name) for name in ("IOM.Base 2.0", "rien", "")] == [None, None, None]
