"""Playing an activity of a course, and one's own results."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.http import request_user
from accounts.models import User
from core.csrf import json_or_csrf_token
from core.exceptions import NotFoundError
from courses.activities.exceptions import ActivityUnavailableError
from courses.activities.places import UNIT_SLOT, Place, places_of
from courses.activities.selectors import (
    activity_playable,
    play_find,
    play_of,
    plays_finished,
)
from courses.activities.services import play_start
from courses.catalogue.models import Course, Unit
from courses.catalogue.selectors import OutlineUnit, course_get, outline_get, unit_page_get
from courses.enrolment.exceptions import NotEnrolledError
from courses.enrolment.models import Enrolment
from courses.enrolment.selectors import enrolment_find, enrolment_is_open
from courses.progress.exceptions import UnitLockedError
from courses.progress.permissions import may_preview
from courses.progress.selectors import progress_get
from h5p.api import Activity, PlayClaims, file_bases, frame_address, record_token, sandbox_tokens
from xapi.reading import json_read

BODY_MAX_BYTES = 4096


def _language() -> str:
    return (get_language() or "fr")[:2]


def _unit_get(course_code: str, unit_code: str) -> tuple[Course, OutlineUnit]:
    course = course_get(course_code)
    unit = outline_get(course, _language()).by_code.get(unit_code)
    if unit is None:
        raise NotFoundError
    return course, unit


def _place_get(course: Course, unit: OutlineUnit, slot: str) -> tuple[Place, Any]:
    page = unit_page_get(course, unit, _language())
    place = places_of(page).get(slot) if page is not None else None
    if place is None:
        raise NotFoundError
    return place, page


@json_or_csrf_token
@require_POST
@login_required
@never_cache
def activity_start(
    request: HttpRequest, course_code: str, unit_code: str, slot: str
) -> HttpResponse:
    """Open a play, or go on with it: JSON that says where the frame is.

    With `play` in the body only the tokens of that play are made anew; nothing is opened.
    """
    course, unit = _unit_get(course_code, unit_code)
    user = request_user(request)
    enrolment = enrolment_find(user=user, course=course)
    if enrolment is None and not may_preview(user):
        raise NotEnrolledError
    renewed = _play_named(request)
    if renewed is not None:
        return JsonResponse(_renewal(request, enrolment, unit, slot, renewed))
    if enrolment is not None:
        _unit_open_require(course, unit, enrolment)
    place, page = _place_get(course, unit, slot)
    activity = activity_playable(place.activity_id)
    if activity is None:
        raise ActivityUnavailableError
    language = page.locale.language_code
    answer: dict[str, Any] = {"unit_completed": False}
    claims = _claims(user, activity, language)
    if enrolment is not None and enrolment_is_open(enrolment, course):
        play, completion = play_start(
            enrolment=enrolment,
            unit=Unit.objects.get(pk=unit.id),
            place=place,
            activity=activity,
            language=language,
        )
        claims = _claims(user, activity, language, enrolment=enrolment, play=str(play.uuid))
        answer["unit_completed"] = completion is not None
    return JsonResponse(answer | _addresses(request, claims, activity))


def _unit_open_require(course: Course, unit: OutlineUnit, enrolment: Enrolment) -> None:
    """Raise UnitLockedError where a course in order has not come to this unit yet."""
    if not course.is_sequential:
        return
    outline = outline_get(course, _language())
    progress = progress_get(outline=outline, enrolment=enrolment, is_sequential=True)
    if not progress.is_open(unit):
        raise UnitLockedError


def _play_named(request: HttpRequest) -> UUID | None:
    """The play whose tokens are to be renewed, None when one is to be opened."""
    data = json_read(request.body or b"{}", max_bytes=BODY_MAX_BYTES)
    named = data.get("play") if isinstance(data, dict) else None
    try:
        return UUID(named) if isinstance(named, str) and named else None
    except ValueError:
        raise NotFoundError from None


def _renewal(
    request: HttpRequest, enrolment: Enrolment | None, unit: OutlineUnit, slot: str, play_uuid: UUID
) -> dict[str, Any]:
    """New tokens for a play of one's own. Another's does not exist."""
    play = None
    if enrolment is not None:
        play = play_of(
            enrolment=enrolment,
            unit_id=unit.id,
            slot="" if slot == UNIT_SLOT else slot,
            uuid=play_uuid,
        )
    if play is None or enrolment is None:
        raise NotFoundError
    claims = PlayClaims(
        user_id=enrolment.user_id,
        activity_id=play.activity_id,
        version_id=play.version_id,
        registration=str(enrolment.uuid),
        play=str(play.uuid),
        language=play.language,
    )
    return _addresses(request, claims, play.activity)


def _claims(
    user: User,
    activity: Activity,
    language: str,
    *,
    enrolment: Enrolment | None = None,
    play: str = "",
) -> PlayClaims:
    """What the tokens say; without a play nothing will be recorded."""
    return PlayClaims(
        user_id=user.pk,
        activity_id=activity.pk,
        version_id=activity.version_id or 0,
        registration=str(enrolment.uuid) if enrolment and play else "",
        play=play,
        language=language,
    )


def _addresses(request: HttpRequest, claims: PlayClaims, activity: Activity) -> dict[str, Any]:
    record = ""
    if claims.registration:
        token = record_token(claims)
        record = reverse("h5p:statements", args=[token]).removesuffix("statements/")
    return {
        "frame": frame_address(request, claims),
        **file_bases(request, claims),
        "record": record,
        "sandbox": sandbox_tokens(),
        "title": activity.title,
        "play": claims.play,
        "learner": claims.registration,
        "renew_seconds": settings.H5P_TOKEN_SECONDS // 2,
        "message": "" if claims.registration else _("Preview: nothing is recorded."),
    }


@login_required
@never_cache
def unit_results(request: HttpRequest, course_code: str, unit_code: str) -> HttpResponse:
    """What a learner came to in the activities of a unit."""
    course, unit = _unit_get(course_code, unit_code)
    enrolment = enrolment_find(user=request_user(request), course=course)
    if enrolment is None:
        return redirect("courses:course", course_code=course_code)
    groups: dict[str, list[Any]] = {}
    for play in plays_finished(enrolment=enrolment, unit_id=unit.id):
        groups.setdefault(play.slot, []).append(play)
    context = {"course": course, "unit": unit, "groups": list(groups.values())}
    return render(request, "courses/activity_results.html", context)


@login_required
@never_cache
def play_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One play: each question, one's answer, and the right one if the author allows it."""
    play = play_find(uuid=uuid, user=request_user(request))
    course = play.enrolment.course
    unit = outline_get(course, _language()).by_id.get(play.unit_id)
    context = {"play": play, "course": course, "unit": unit, "answers": list(play.answers.all())}
    return render(request, "courses/activity_play.html", context)
