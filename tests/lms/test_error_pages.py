"""Error pages: in the person's language, or in both where it is not known."""

import pytest
from django.template.loader import get_template


@pytest.mark.parametrize("code", ["400", "500"])
def test_static_pages_need_no_request_and_speak_both_languages(code):
    html = get_template(f"{code}.html").render()
    assert '<section class="stack" lang="fr" dir="ltr">' in html
    assert '<section class="stack" lang="ar" dir="rtl">' in html
    assert 'href="/fr/"' in html
    assert 'href="/ar/"' in html


@pytest.mark.django_db
@pytest.mark.parametrize(("lang", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_a_missing_page_answers_in_the_language_of_its_address(client, lang, direction):
    response = client.get(f"/{lang}/nothing-here/at-all/")
    assert response.status_code == 404
    assert f'<html lang="{lang}" dir="{direction}">' in response.content.decode()


@pytest.mark.django_db
def test_the_quick_exit_page_names_nothing(client):
    html = client.get("/fr/exit/").content.decode()
    assert "noindex" in html
    assert "site-header" not in html
    assert "OIM" not in html
