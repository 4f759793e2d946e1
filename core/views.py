"""Views that belong to no app: CSRF failure, quick exit, language-less root."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain an expired form in the person's language; nothing was saved."""
    return render(request, "core/csrf_failure.html", status=HTTPStatus.FORBIDDEN)


def root(request: HttpRequest) -> HttpResponse:
    """Send the bare address to the preferred language of the person, French otherwise."""
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if request.user.is_authenticated:
        code = getattr(request.user, "language", code)
    if not translation.check_for_language(code) or code not in dict(settings.LANGUAGES):
        code = settings.LANGUAGE_CODE
    return HttpResponseRedirect(f"/{code}/")


def quick_exit(request: HttpRequest) -> HttpResponse:
    """A neutral page of our own for the quick exit; it names neither course nor platform."""
    return render(request, "core/quick_exit.html")
