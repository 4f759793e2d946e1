"""Authors preview every kind of page in both languages and directions."""

from typing import Any

import pytest

from courses.models import CatalogueIndexPage, CoursePage, LessonPage, ModulePage
from tests.courses.progress.test_views import course_make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [CatalogueIndexPage, CoursePage, ModulePage, LessonPage])
@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_a_preview_shows_the_page_in_its_own_direction(
    site: dict[str, Any], model: Any, language: str, direction: str
):
    course_make(site, 1)
    page = model.objects.get(locale__language_code=language)
    response = page.make_preview_request()
    response.render()
    html = response.content.decode()
    assert response.status_code == 200
    assert f'lang="{language}" dir="{direction}"' in html
    assert page.title in html
