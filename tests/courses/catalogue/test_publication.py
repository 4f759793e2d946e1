"""A publication that would mislead is refused, with the reason in the author's language."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from wagtail.models import Locale

from accounts.enums import Role
from courses.catalogue.publication import publication_problems
from courses.models import AssessmentPage, LessonPage, ModulePage
from tests.courses.progress.test_views import course_make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def lesson_new(site: dict[str, Any], model: Any = LessonPage, **fields: Any) -> Any:
    """A draft below the module of a published course."""
    course_make(site, 1)
    module = ModulePage.objects.get(locale__language_code="fr")
    return module.add_child(
        instance=model(title="Neuve", slug="neuve", locale=module.locale, live=False, **fields)
    )


def test_a_page_without_translation_or_content_is_named(site: dict[str, Any]):
    problems = publication_problems(lesson_new(site))
    assert len(problems) == 2
    assert "Traduisez d'abord la page." in problems[0]
    assert problems[1] == "La page n'a pas de contenu."


def test_a_unit_that_nobody_could_reach_is_named(site: dict[str, Any]):
    page = lesson_new(site, body=[("rich_text", "<p>Texte</p>")])
    page.get_parent().unpublish()
    page = LessonPage.objects.get(pk=page.pk)
    assert "Personne ne pourrait atteindre cette page" in publication_problems(page)[1]


def test_an_assessment_without_rules_is_named(site: dict[str, Any]):
    problems = publication_problems(lesson_new(site, AssessmentPage))
    assert "L'évaluation n'a pas encore de règles" in problems[1]


def test_a_complete_page_has_no_problem(site: dict[str, Any]):
    course_make(site, 1)
    page = LessonPage.objects.get(locale__language_code="fr")
    assert publication_problems(page) == []


def test_approving_a_review_is_refused_for_the_same_reasons(client: Client, site: dict[str, Any]):
    page = lesson_new(site)
    user = UserFactory(role=Role.ADMINISTRATOR)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    url = f"/admin/pages/{page.pk}/edit/"
    response = client.post(url, {"workflow-action-name": "approve"}, follow=True)
    page.refresh_from_db()
    assert page.live is False
    assert "La page n'a pas de contenu." in response.content.decode().replace("&#x27;", "'")


def test_translating_side_by_side_keeps_one_unit(client: Client, site: dict[str, Any]):
    page = lesson_new(site, body=[("rich_text", "<p>Un paragraphe.</p>")])
    user = UserFactory(role=Role.ADMINISTRATOR)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    arabic = Locale.objects.get(language_code="ar")
    url = f"/admin/localize/submit/page/{page.pk}/"
    assert client.post(url, {"locales": [arabic.pk]}).status_code == 302
    translation = page.get_translation(arabic)
    assert translation.unit == page.unit
    editor = client.get(f"/admin/pages/{translation.pk}/edit/").content.decode()
    assert "Un paragraphe." in editor
    assert publication_problems(LessonPage.objects.get(pk=page.pk)) == []


def test_the_administration_refuses_to_publish_it(client: Client, site: dict[str, Any]):
    page = lesson_new(site)
    user = UserFactory(role=Role.ADMINISTRATOR)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    data = {
        "title": "Neuve",
        "slug": "neuve",
        "minutes": "15",
        "body-count": "0",
        "sources": "",
        "seo_title": "",
        "search_description": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    }
    response = client.post(f"/admin/pages/{page.pk}/edit/", data, follow=True)
    page.refresh_from_db()
    assert page.live is False
    assert "La page n'a pas de contenu." in response.content.decode().replace("&#x27;", "'")
