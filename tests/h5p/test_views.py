"""The administration of activities: uploading, watching, replacing, deleting, libraries."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from accounts.enums import Role
from h5p.models import Activity, ImportJob, Library
from h5p.selectors import version_drafted
from h5p.services.imports import import_run
from tests.factories.accounts import UserFactory
from tests.factories.h5p import (
    PARAMS,
    activity_make,
    import_make,
    library_make,
    package_build,
)
from tests.factories.zips import Raw
from tests.h5p.hostile import with_entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    """The second factor has tests of its own."""
    settings.LMS_STAFF_MFA_REQUIRED = False


@pytest.fixture
def author(client: Any) -> Any:
    """An author, logged in."""
    user = UserFactory(role=Role.AUTHOR)
    client.force_login(user)
    return user


@pytest.fixture
def administrator(client: Any) -> Any:
    """An administrator, logged in."""
    user = UserFactory(role=Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def upload(data: bytes, name: str = "offre.h5p", **more: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, data), "language": "", **more}


ADD = "wagtailsnippets_h5p_activity:add"
LIST = "wagtailsnippets_h5p_activity:list"
EDIT = "wagtailsnippets_h5p_activity:edit"
DELETE = "wagtailsnippets_h5p_activity:delete"


def test_an_author_uploads_and_sees_the_result(client, author):
    library_make()
    assert client.get(reverse(ADD)).status_code == 200
    answer = client.post(reverse(ADD), upload(package_build()))
    job = ImportJob.objects.latest("pk")
    assert answer.url == reverse("h5p_import", args=[job.uuid])
    page = client.get(answer.url)
    assert "data-h5p-import" in page.content.decode()
    state = client.get(answer.url, headers={"Accept": "application/json"})
    assert state.json() == {"state": "waiting", "progress": 0, "over": False}
    assert import_run(job_id=job.pk) == "done"
    page = client.get(answer.url).content.decode()
    assert "L’activité est importée." in page
    assert "C’est un brouillon" in page
    assert reverse(EDIT, args=[job.activity_id or Activity.objects.get().pk]) in page


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", "Le nom de l’entrée mène hors du paquet."), ("ar", "يقود اسم العنصر إلى خارج الحزمة.")],
)
def test_a_refusal_names_the_entry_and_the_rule_in_the_authors_language(
    client, author, language, sentence
):
    UserProfile.objects.update_or_create(user=author, defaults={"preferred_language": language})
    job = import_make(with_entry(Raw(b"content/../../evil.png", b"x")), by=author)
    with translation.override(language):
        page = client.get(reverse("h5p_import", args=[job.uuid])).content.decode()
    assert sentence in page
    assert "content/../../evil.png" in page
    assert "name_traversal" in page


def test_a_file_that_is_no_upload_is_said_so(client, author):
    answer = client.post(reverse(ADD), {"language": ""})
    assert answer.status_code == 422
    assert ImportJob.objects.count() == 0


def test_only_administrators_are_asked_about_libraries(client, author):
    assert 'name="install"' not in client.get(reverse(ADD)).content.decode()
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    assert 'name="install"' in client.get(reverse(ADD)).content.decode()


def test_an_import_is_nobody_elses_business(client, author):
    job = import_make(package_build(), by=UserFactory(role=Role.AUTHOR))
    assert client.get(reverse("h5p_import", args=[job.uuid]), follow=True).status_code == 404
    assert (
        client.post(reverse("h5p_import_repeat", args=[job.uuid]), follow=True).status_code == 404
    )
    assert job.file_name not in client.get(reverse("h5p_imports")).content.decode()
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    assert job.file_name in client.get(reverse("h5p_imports")).content.decode()


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.TRAINER, Role.MONITORING])
def test_other_roles_see_nothing_of_it(client, role):
    activity = activity_make()
    client.force_login(UserFactory(role=role))
    for name, arguments in {
        "h5p_imports": [],
        "h5p_libraries": [],
        "h5p_library_add": [],
        "h5p_replace": [activity.pk],
        "h5p_export": [activity.pk],
        "h5p_library_delete": [Library.objects.get().pk],
        ADD: [],
    }.items():
        assert client.get(reverse(name, args=arguments)).status_code == 403, name
    for name in (EDIT, DELETE):
        assert client.get(reverse(name, args=[activity.pk])).status_code in {302, 403}, name


def test_authors_do_not_care_for_libraries(client, author):
    library = library_make()
    assert client.get(reverse("h5p_libraries")).status_code == 403
    assert client.post(reverse("h5p_library_add"), upload(b"x")).status_code == 403
    assert client.post(reverse("h5p_library_delete", args=[library.pk])).status_code == 403
    assert Library.objects.count() == 1


def test_the_list_shows_type_language_and_state(client, author):
    activity_make()
    page = client.get(reverse(LIST)).content.decode()
    for text in ("Offre suspecte", "Exemple", "Français", "h5p/activities"):
        assert text in page
    assert "Offre" in client.get(reverse(LIST), {"q": "offre"}).content.decode()
    assert "Offre suspecte" not in client.get(reverse(LIST), {"q": "rien"}).content.decode()
    client.get(reverse(LIST))  # what a process keeps is kept now
    counts = []
    for _number in range(2):
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse(LIST))
        counts.append(len(seen))
        for _more in range(3):
            import_make(package_build())
    assert counts == [14, 14]


def test_the_form_and_the_preview_open(client, administrator):
    activity = activity_make()
    page = client.get(reverse(EDIT, args=[activity.pk])).content.decode()
    assert reverse("h5p_replace", args=[activity.pk]) in page
    preview = reverse(
        "wagtailsnippets_h5p_activity:revisions_view",
        args=[activity.pk, activity.latest_revision_id],
    )
    assert "Offre suspecte" in client.get(preview).content.decode()
    history = client.get(reverse("wagtailsnippets_h5p_activity:history", args=[activity.pk]))
    assert history.status_code == 200


def test_a_new_title_does_not_touch_the_content(client, administrator):
    activity = activity_make()
    answer = client.post(
        reverse(EDIT, args=[activity.pk]),
        {"title": "Autre titre", "language": "ar", "action-publish": "1"},
    )
    assert answer.status_code == 302
    activity.refresh_from_db()
    assert (activity.title, activity.language) == ("Autre titre", "ar")
    assert activity.version.number == 1


def test_replacing_through_the_form(client, administrator):
    activity = activity_make()
    url = reverse("h5p_replace", args=[activity.pk])
    assert client.get(url).status_code == 200
    client.post(url, upload(package_build()))
    import_run(job_id=ImportJob.objects.latest("pk").pk)
    activity.refresh_from_db()
    assert activity.version.number == 2


def test_the_chooser_tells_activities_apart(client, author):
    activity_make()
    url = reverse("wagtailsnippetchoosers_h5p_activity:choose")
    answer = client.get(url)
    assert answer.status_code == 200
    assert "Exemple" in answer.content.decode()


def test_an_unused_activity_is_deleted_with_its_files(
    client, administrator, stored, django_capture_on_commit_callbacks
):
    activity = activity_make()
    assert client.get(reverse(DELETE, args=[activity.pk])).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse(DELETE, args=[activity.pk]))
    assert Activity.objects.count() == 0
    assert not any("scene.png" in name for name in stored())


def test_a_library_is_deleted_only_when_nothing_needs_it(
    client, administrator, stored, django_capture_on_commit_callbacks
):
    activity = activity_make()
    library = Library.objects.get()
    page = client.get(reverse("h5p_libraries")).content.decode()
    assert reverse("h5p_library_delete", args=[library.pk]) not in page
    answer = client.post(reverse("h5p_library_delete", args=[library.pk]))
    assert answer.status_code == 409
    activity.delete()
    assert client.get(reverse("h5p_library_delete", args=[library.pk])).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("h5p_library_delete", args=[library.pk]))
    assert Library.objects.count() == 0
    assert not any("sample.js" in name for name in stored())


def test_installing_libraries_from_a_file(client, administrator):
    client.post(reverse("h5p_library_add"), upload(package_build()))
    import_run(job_id=ImportJob.objects.latest("pk").pk)
    assert Library.objects.get().ubername == "H5P.LmsSample 1.0"
    assert Activity.objects.count() == 0


def test_an_export_is_downloaded(client, author):
    activity = activity_make()
    answer = client.get(reverse("h5p_export", args=[activity.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="offre-suspecte.h5p"'
    assert answer.getvalue()[:2] == b"PK"


def test_nothing_is_done_by_get(client, administrator):
    activity = activity_make()
    job = ImportJob.objects.get()
    assert client.get(reverse("h5p_import_repeat", args=[job.uuid])).status_code == 405
    client.get(reverse("h5p_library_delete", args=[Library.objects.get().pk]))
    client.get(reverse(DELETE, args=[activity.pk]))
    assert Library.objects.count() == Activity.objects.count() == 1


REVERT = "wagtailsnippets_h5p_activity:revisions_revert"


def test_restoring_a_revision_restores_its_content_and_nothing_of_its_identity(
    client, administrator
):
    activity = activity_make()
    first = activity.version
    old = activity.latest_revision_id
    changed = package_build(params={**PARAMS, "question": "<p>Autre</p>"})
    assert import_make(changed, activity=activity).state == "done"
    activity.refresh_from_db()
    assert activity.version.number == 2
    Activity.objects.filter(pk=activity.pk).update(uuid=(identity := uuid4()))
    url = reverse(REVERT, args=[activity.pk, old])
    assert client.get(url).status_code == 200
    data = {"title": "Offre suspecte", "language": "fr", "action-publish": "1"}
    assert client.post(url, data).status_code == 302
    activity.refresh_from_db()
    assert (activity.version, activity.uuid) == (first, identity)
    assert version_drafted(activity) == first
    # Told where the change can be looked for.
    entry = ModelLogEntry.objects.filter(action="h5p.activity_replace").latest("pk")
    assert (entry.data["from"], entry.data["to"]) == (2, 1)
    # What is written next goes on from what was restored.
    edit = client.get(reverse("h5p_content_edit", args=[activity.pk]))
    assert edit.context["content"]["question"] == PARAMS["question"]
    import_make(package_build(), activity=activity)
    activity.refresh_from_db()
    assert activity.version.number == 3
