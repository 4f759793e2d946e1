"""A learner's own dates and announcements."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from accounts.http import request_user
from core.exceptions import NotFoundError
from courses.enrolment.announcements import announcement_read
from courses.progress.calendar import CALENDAR_TYPE, calendar_build
from courses.progress.follow_up import follow_up_get
from courses.workshops.selectors import sessions_dated


@require_POST
@login_required
def announcement_read_view(request: HttpRequest, announcement: UUID) -> HttpResponse:
    """The person has read an announcement: the dashboard shows it no longer."""
    if not announcement_read(announcement_uuid=announcement, user=request_user(request)):
        raise NotFoundError
    return redirect("pages:dashboard")


@login_required
def calendar_file(request: HttpRequest) -> HttpResponse:
    """The person's dates for the calendar of their phone."""
    language = (get_language() or "fr")[:2]
    user = request_user(request)
    follow_up = follow_up_get(user)
    content = calendar_build(follow_up, language, sessions_dated(user, follow_up.cohorts))
    response = HttpResponse(content, content_type=CALENDAR_TYPE)
    response["Content-Disposition"] = 'attachment; filename="formation.ics"'
    return response
