"""The page of a programme: its courses in order, and how to take them as a path."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from accounts.models import User
from courses.enrolment.selectors import admission_get, path_get, programme_get


def programme_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Present a programme to anybody; to those on the path with their progress."""
    programme = programme_get(code)
    user = request.user if isinstance(request.user, User) else None
    path = path_get(programme=programme, user=user)
    admission = None
    if path.enrolment is None:
        language = (get_language() or "fr")[:2]
        found = admission_get(user=user, target=programme, language=language)
        # Without a rule the programme only groups courses that are taken one by one.
        admission = found if found.policy.pk else None
    context = {
        "programme": programme,
        "path": path,
        "admission": admission,
        "quick_exit": any(step.course.is_sensitive for step in path.steps),
    }
    return render(request, "courses/programme.html", context)
