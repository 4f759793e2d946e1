"""The catalogue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from courses.catalogue.forms import CatalogueFilterForm
from courses.catalogue.selectors import courses_search


def catalogue(request: HttpRequest) -> HttpResponse:
    """List the courses of the active language, filtered by theme, language, duration and words."""
    language = (get_language() or "fr")[:2]
    form = CatalogueFilterForm(request.GET or None)
    filters = form.cleaned_data if form.is_valid() else {}
    courses = courses_search(
        language=language,
        query=filters.get("q", ""),
        theme=filters.get("theme", ""),
        spoken=filters.get("spoken", ""),
        max_minutes=filters.get("duration") or 0,
    )
    status = 400 if form.is_bound and not form.is_valid() else 200
    return render(
        request,
        "courses/catalogue.html",
        {"form": form, "courses": list(courses), "is_filtered": any(filters.values())},
        status=status,
    )
