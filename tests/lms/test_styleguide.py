"""The style page shows every component in both directions."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory

from lms.styleguide import styleguide


def page(query: str) -> str:
    request = RequestFactory().get(f"/styleguide/?{query}")
    request.user = AnonymousUser()
    request._messages = CookieStorage(request)
    return styleguide(request).content.decode()


@pytest.mark.parametrize(("lang", "direction"), [("fr", "ltr"), ("ar", "rtl")])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_language_direction_and_theme(lang, direction, theme):
    html = page(f"lang={lang}&theme={theme}")
    assert f'<html lang="{lang}" dir="{direction}" data-theme="{theme}">' in html


def test_nothing_inline_and_nothing_from_elsewhere():
    html = page("lang=ar")
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*src=)|\son(click|load|error)=", html)
    assert re.findall(r'(?:src|href)="(?:https?:)?//(?!127\.0\.0\.1)[^"]+', html) == []


def test_the_switch_keeps_the_page_and_names_the_language_in_itself():
    html = page("lang=fr&theme=dark")
    assert 'href="/styleguide/?lang=ar&amp;theme=dark" lang="ar" hreflang="ar" dir="rtl"' in html


def test_every_id_is_unique():
    html = page("lang=fr")
    identifiers = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(identifiers) == sorted(set(identifiers))
