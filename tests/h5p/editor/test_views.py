"""Writing and translating in the administration: who may, what is kept, in both languages."""

import json
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from h5p.models import Activity, ActivityTranslation
from tests.factories.accounts import UserFactory
from tests.factories.h5p import PNG
from tests.factories.own_content import CASE, SORT, own_activity, own_library

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client: Client) -> Client:
    return login(client, Role.ADMINISTRATOR)


def login(client: Client, role: Role, language: str = "fr") -> Client:
    user = UserFactory(role=role, language=language)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    return client


def posted(content: Any, title: str = "Un cas") -> dict[str, str]:
    return {"title": title, "content": json.dumps(content), "stage": str(uuid4())}


def test_a_new_activity_is_written_and_shown_again(author: Client):
    library = own_library("IOM.DecisionCase")
    chosen = author.get(f"/admin/h5p/new/?library={library.pk}&language=ar")
    assert chosen["Location"] == f"/admin/h5p/new/{library.pk}/ar/"
    assert "متابعة" in author.get(chosen["Location"]).content.decode("unicode-escape")
    saved = author.post(chosen["Location"], posted(CASE))
    activity = Activity.objects.get()
    assert saved["Location"] == f"/admin/h5p/{activity.pk}/content/"
    assert (activity.title, activity.language, activity.live) == ("Un cas", "ar", True)
    assert author.get(saved["Location"]).context["content"]["steps"][0] == CASE["steps"][0]


def test_what_is_refused_is_not_lost(author: Client):
    activity = own_activity()
    content = {**CASE, "steps": [{"text": "<p>Seule</p>"}]}
    answer = author.post(f"/admin/h5p/{activity.pk}/content/", posted(content))
    assert answer.status_code == 422
    assert [str(row) for row in answer.context["problems"]] == ["Étapes : Au moins 2 éléments."]
    assert [step["text"] for step in answer.context["content"]["steps"]] == ["<p>Seule</p>"]
    activity.refresh_from_db()
    assert activity.versions.count() == 1


@pytest.mark.parametrize("content", ["{", "[]", '"x"', "NaN", "[" * 5000])
def test_what_is_no_content_is_told(author: Client, content: str):
    activity = own_activity()
    data = {**posted(CASE), "content": content}
    answer = author.post(f"/admin/h5p/{activity.pk}/content/", data)
    assert (answer.status_code, activity.versions.count()) == (422, 1)


def test_a_new_title_and_content_make_one_history(author: Client):
    activity = own_activity("IOM.IndicatorSort")
    content = {**SORT, "instruction": "Rangez les cartes."}
    author.post(f"/admin/h5p/{activity.pk}/content/", posted(content, "Nouveau"))
    activity.refresh_from_db()
    assert activity.version is not None
    assert (activity.title, activity.version.number) == ("Nouveau", 2)
    assert activity.version.params["instruction"] == "Rangez les cartes."


def test_a_file_is_kept_for_the_form(author: Client):
    upload = SimpleUploadedFile("a.png", PNG)
    answer = author.post(f"/admin/h5p/media/{uuid4()}/", {"file": upload, "kind": "image"})
    assert answer.json()["path"].startswith("images/a-")
    bad = author.post(f"/admin/h5p/media/{uuid4()}/", {"file": SimpleUploadedFile("a.exe", b"MZ")})
    assert (bad.status_code, bad.json()["code"]) == (422, "executable_type")
    assert author.post(f"/admin/h5p/media/{uuid4()}/").status_code == 400


def test_a_translation_is_made_filled_and_told(author: Client):
    activity = own_activity("IOM.IndicatorSort")
    made = author.post(f"/admin/h5p/{activity.pk}/translate/")
    translation = ActivityTranslation.objects.get()
    address = f"/admin/h5p/translations/{translation.pk}/"
    assert made["Location"] == address
    assert author.post(f"/admin/h5p/{activity.pk}/translate/")["Location"] == address
    page = author.get(address)
    fields = {f"text-{n}": f"نص {n}" for n in range(len(page.context["form"].texts))}
    author.post(address, {"title": "فرز", **fields})
    translation.refresh_from_db()
    assert (translation.missing, translation.target.title) == (0, "فرز")
    target = f"/admin/h5p/{translation.target_id}/content/"
    assert author.get(target)["Location"] == address


@pytest.mark.parametrize("role", [Role.LEARNER, Role.TRAINER, Role.MONITORING, Role.JURY])
def test_others_neither_see_nor_change_anything(client: Client, role: Role):
    activity = own_activity()
    translation = login(Client(), Role.ADMINISTRATOR).post(f"/admin/h5p/{activity.pk}/translate/")
    outsider = login(client, role)
    library = own_library("IOM.DecisionCase")
    addresses = [
        "/admin/h5p/new/",
        f"/admin/h5p/new/{library.pk}/fr/",
        f"/admin/h5p/{activity.pk}/content/",
        translation["Location"],
    ]
    for address in addresses:
        assert outsider.get(address).status_code in {302, 403}, address
        assert outsider.post(address, posted(CASE)).status_code in {302, 403}, address
    upload = {"file": SimpleUploadedFile("a.png", PNG)}
    assert outsider.post(f"/admin/h5p/media/{uuid4()}/", upload).status_code in {302, 403}
    assert outsider.post(f"/admin/h5p/{activity.pk}/translate/").status_code in {302, 403}
    assert (Activity.objects.count(), activity.versions.count()) == (2, 1)


def test_a_translation_that_lacks_texts_is_not_published(author: Client):
    activity = own_activity("IOM.IndicatorSort")
    author.post(f"/admin/h5p/{activity.pk}/translate/")
    target = ActivityTranslation.objects.get().target
    edit = reverse("wagtailsnippets_h5p_activity:edit", args=[target.pk])
    data = {"title": "Tri", "language": "ar"}
    refused = author.post(edit, {**data, "action-publish": "1"})
    assert "il manque 7 textes" in refused.content.decode()
    target.refresh_from_db()
    assert target.live is False
    assert author.post(edit, data).status_code == 302
