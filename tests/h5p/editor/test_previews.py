"""The preview of what is being written: checked, played in the sandbox, never kept as a version."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from h5p.models import Activity, ActivityTranslation, ActivityVersion, ContentPreview
from h5p.player.tokens import files_claims
from h5p.services.sweep import packages_sweep
from tests.factories.h5p import PARAMS, PNG, activity_make, library_make
from tests.factories.own_content import CASE, own_activity, own_library
from tests.h5p.editor.test_views import login, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client: Client) -> Client:
    return login(client, Role.ADMINISTRATOR)


def embedded(frame: str) -> tuple[str, dict[str, Any]]:
    """The frame's page as a browser without any session gets it, and what it plays."""
    page = Client().get(frame).content.decode()
    start = page.index('id="h5p-integration"')
    data = page[page.index(">", start) + 1 : page.index("</script>", start)]
    return page, json.loads(data)


def test_a_new_activity_plays_before_it_exists(author: Client):
    library = own_library("IOM.DecisionCase")
    made = author.post(f"/admin/h5p/new/{library.pk}/ar/preview/", posted(CASE, "حالة"))
    answer = made.json()
    assert (answer["title"], answer["direction"], answer["sandbox"]) == (
        "حالة",
        "rtl",
        "allow-scripts",
    )
    page, integration = embedded(answer["frame"])
    assert '<html lang="ar" dir="rtl"' in page
    content = integration["contents"]["cid-1"]
    assert content["library"] == "IOM.DecisionCase 1.0"
    assert json.loads(content["jsonContent"])["steps"][0]["text"] == CASE["steps"][0]["text"]
    assert [url.rpartition("/")[2].partition("?")[0] for url in content["scripts"]] == [
        "base.js",
        "decision-case.js",
    ]
    assert (Activity.objects.count(), ActivityVersion.objects.count()) == (0, 0)
    # Nothing of it can be recorded: there is no registration in its token.
    claims = files_claims(answer["frame"].rstrip("/").rpartition("/")[2])
    assert (claims.registration, claims.version_id) == ("", 0)


def test_the_preview_of_an_activity_shows_its_files_and_new_ones(author: Client):
    activity = activity_make()
    stage = str(uuid4())
    upload = {"file": SimpleUploadedFile("b.png", PNG), "kind": "image"}
    path = author.post(f"/admin/h5p/media/{stage}/", upload).json()["path"]
    for image in (PARAMS["image"]["path"], path):
        content = {**PARAMS, "question": "<p>Autrement</p>", "image": {"path": image}}
        data = {**posted(content), "stage": stage}
        answer = author.post(f"/admin/h5p/{activity.pk}/content/preview/", data).json()
        _page, integration = embedded(answer["frame"])
        assert Client().get(f"{integration['url']}/{image}").getvalue() == PNG
        assert Client().get(f"{integration['url']}/images/other.png").status_code == 404
    assert ContentPreview.objects.count() == 1
    activity.refresh_from_db()
    assert activity.version is not None
    assert activity.version.params["question"] == PARAMS["question"]
    assert activity.versions.count() == 1


def test_what_a_save_would_refuse_is_told(author: Client):
    activity = own_activity()
    address = f"/admin/h5p/{activity.pk}/content/preview/"
    refused = author.post(address, posted({"steps": [{"text": "<p>Seule</p>"}]}))
    assert (refused.status_code, refused.json()) == (
        422,
        {"problems": ["Étapes : Au moins 2 éléments."]},
    )
    assert author.post(address, posted({}, "")).status_code == 422
    bad = {**posted(CASE), "content": "NaN"}
    assert author.post(address, bad).status_code == 422
    library = library_make()
    missing = {**PARAMS, "image": {"path": "images/nowhere.png"}}
    answer = author.post(f"/admin/h5p/new/{library.pk}/fr/preview/", posted(missing))
    assert answer.status_code == 422
    assert ContentPreview.objects.count() == 0


def test_a_translation_is_previewed_as_far_as_it_goes(author: Client):
    activity = own_activity("IOM.IndicatorSort")
    author.post(f"/admin/h5p/{activity.pk}/translate/")
    translation = ActivityTranslation.objects.get()
    address = f"/admin/h5p/translations/{translation.pk}/preview/"
    answer = author.post(address, {"title": "فرز", "text-0": "صنّفوا."}).json()
    page, integration = embedded(answer["frame"])
    params = json.loads(integration["contents"]["cid-1"]["jsonContent"])
    assert 'dir="rtl"' in page
    assert (params["instruction"], params["cards"][0]["text"]) == ("صنّفوا.", "")
    translation.refresh_from_db()
    assert (translation.missing, translation.texts) == (7, {})


def test_a_preview_is_its_author_s_and_goes_by_itself(author: Client):
    activity = own_activity()
    address = f"/admin/h5p/{activity.pk}/content/preview/"
    frame = author.post(address, posted(CASE)).json()["frame"]
    assert Client().get(frame).status_code == 200
    assert Client().get(frame[:-8] + "AAAAAAA/").status_code == 404
    for role in (Role.LEARNER, Role.TRAINER):
        assert login(Client(), role).post(address, posted(CASE)).status_code in {302, 403}
    assert Client().post(address, posted(CASE)).status_code in {302, 403}
    assert author.get(address).status_code == 405
    ContentPreview.objects.update(touched_at=timezone.now() - timedelta(hours=13))
    packages_sweep()
    assert ContentPreview.objects.count() == 0
    assert Client().get(frame).status_code == 404
