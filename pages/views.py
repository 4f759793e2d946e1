"""The learner's dashboard and the referral directory."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from accounts.http import request_user
from certificates.models import Certificate
from core.enums import Region
from courses.api import (
    courses_visible,
    enrolments_of,
    follow_up_get,
    may_run_sessions,
    paths_of,
    percent_done,
    sessions_held_by,
)
from pages.models import ReferralService


@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    """What the person takes, how far they are, and where to continue. Constant queries."""
    language = (get_language() or "fr")[:2]
    enrolments = list(enrolments_of(request_user(request)))
    active = [row for row in enrolments if not row.is_completed]
    taken = {row.course_id for row in enrolments}
    return render(
        request,
        "pages/dashboard.html",
        {
            "paths": paths_of(request_user(request)),
            "sessions": sessions_held_by(request_user(request)),
            "is_facilitator": any(
                row.is_completed and row.course.trains_facilitators for row in enrolments
            ),
            "runs_sessions": request_user(request).is_staff and may_run_sessions(request.user),
            "active": [{"enrolment": row, "percent": percent_done(row)} for row in active],
            "completed": [row for row in enrolments if row.is_completed],
            "others": [row for row in courses_visible(language) if row.pk not in taken],
            "follow_up": follow_up_get(request_user(request)),
            "certificates": list(
                Certificate.objects.filter(user=request_user(request), status="valid")
            ),
        },
    )


def referral(request: HttpRequest) -> HttpResponse:
    """The referral directory, by region and words, each entry with its date of verification."""
    services = ReferralService.objects.filter(is_published=True)
    region = request.GET.get("region", "")
    if region in Region.values:
        services = services.filter(region__in=["", region])
    return render(
        request,
        "pages/referral.html",
        {
            "services": list(services),
            "regions": Region.choices,
            "region": region,
            "quick_exit": True,
        },
    )
