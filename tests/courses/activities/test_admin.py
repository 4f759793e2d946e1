"""Authors choose activities in pages and in lessons; a page needs one that can be played."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.middleware import CHECKED
from courses.activities.wagtail_hooks import playable_check
from courses.catalogue.blocks.activity import ActivityBlock
from courses.models import ActivityPage, CoursePage, LessonPage
from h5p.models import Activity
from tests.factories.accounts import UserFactory
from tests.factories.activities import activity_course
from tests.factories.h5p_play import set_make

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(site: dict[str, Any]) -> CoursePage:
    return activity_course({"fr": set_make("fr"), "ar": set_make("ar")})


@pytest.fixture
def author(client: Client) -> Client:
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    session = client.session
    session[CHECKED] = True
    session.save()
    return client


@pytest.mark.parametrize("model", [ActivityPage, LessonPage])
def test_the_form_offers_the_librarys_chooser(author: Client, course: CoursePage, model: Any):
    page = model.objects.get(locale__language_code="fr", slug__in=["jouer", "lire"])
    response = author.get(f"/admin/pages/{page.pk}/edit/")
    assert response.status_code == 200
    html = response.content.decode()
    assert "Deux situations" in html
    assert "h5p/choose" in html


def test_an_unpublished_activity_holds_the_page_back(course: CoursePage):
    page = ActivityPage.objects.get(locale__language_code="fr")
    lesson = LessonPage.objects.get(locale__language_code="fr", slug="lire")
    assert (playable_check(page), playable_check(lesson)) == ([], [])
    page.activity.live = False
    page.activity.save()
    lesson = LessonPage.objects.get(pk=lesson.pk)
    for held in (page, lesson):
        assert [problem for problem in playable_check(held) if "Deux situations" in problem] != []


def test_the_block_renders_without_the_player_in_it(course: CoursePage):
    lesson = LessonPage.objects.get(locale__language_code="fr", slug="lire")
    block = lesson.body[0]
    html = block.render({"block_id": block.id})
    assert isinstance(block.block, ActivityBlock)
    assert f'data-start="activity/{block.id}/"' in html
    assert "<iframe" not in html


def test_an_activity_in_a_lesson_is_not_deleted_and_its_places_are_named(
    site: dict[str, Any], author: Client, django_capture_on_commit_callbacks: Any
):
    with django_capture_on_commit_callbacks(execute=True):
        page = activity_course({"fr": set_make("fr"), "ar": set_make("ar")})
        for shown in [*ActivityPage.objects.all(), *LessonPage.objects.all()]:
            shown.save_revision().publish()
    activity = ActivityPage.objects.get(locale__language_code="fr").activity
    lesson = LessonPage.objects.get(locale__language_code="fr", slug="lire")
    unit = page.get_descendants().get(slug="jouer")
    address = reverse("wagtailsnippets_h5p_activity:delete", args=[activity.pk])
    for answer in (author.get(address), author.post(address)):
        html = answer.content.decode()
        assert answer.status_code == 409
        for title, pk in (("Jouer", unit.pk), ("Lire", lesson.pk)):
            assert title in html
            assert f"/admin/pages/{pk}/edit/" in html
    assert Activity.objects.filter(pk=activity.pk).exists()
