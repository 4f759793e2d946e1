"""What every page needs: the same address in the other languages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy


def alternate_urls_get(request: HttpRequest) -> list[dict[str, Any]]:
    """Return one entry per language for the current address: code, name, url, current.

    Our addresses carry language-neutral codes, so that only the prefix changes; pages with
    translated slugs set `request.lms_alternates` ({code: url}) before they render.
    """
    known: dict[str, str] = getattr(request, "lms_alternates", {})
    active = (get_language() or settings.LANGUAGE_CODE)[:2]
    _empty, prefix, rest = (request.path + "//").split("/", 2)
    rest = rest.removesuffix("//")
    prefixed = prefix in dict(settings.LANGUAGES)
    names = {"fr": "Français", "ar": "العربية"}
    entries = []
    for code, _name in settings.LANGUAGES:
        url = f"/{code}/{rest}" if prefixed else f"/{code}/"
        url = known.get(code, url)
        if request.GET and request.method == "GET":
            url = f"{url}?{request.GET.urlencode()}"
        entries.append({"code": code, "name": names[code], "url": url, "current": code == active})
    return entries


# Slugs of the standard pages that every deployment starts with (courses/content/site.yaml).
FOOTER_PAGES = (
    ("aide", gettext_lazy("Help")),
    ("confidentialite", gettext_lazy("Personal data")),
    ("accessibilite", gettext_lazy("Accessibility")),
    ("a-propos", gettext_lazy("About the platform")),
)


def footer_links_get() -> list[dict[str, Any]]:
    """Return the footer's links in the active language; no query."""
    code = (get_language() or settings.LANGUAGE_CODE)[:2]
    return [{"label": label, "href": f"/{code}/{slug}/"} for slug, label in FOOTER_PAGES]


def page(request: HttpRequest) -> dict[str, Any]:
    """Language alternates for the switch and for hreflang, and the site's public address."""
    return {
        "alternate_urls": alternate_urls_get(request),
        "footer_links": footer_links_get(),
        "site_url": settings.SITE_URL,
        "is_demo": getattr(settings, "LMS_DEMO", False),
    }
