"""What a learner reads and does: course, units, completion."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from accounts.http import request_user
from accounts.models import User
from core.csrf import json_or_csrf_token
from core.exceptions import NotFoundError
from core.middleware import wants_json
from courses.catalogue.kinds import UnitVisit
from courses.catalogue.models import Course, Unit
from courses.catalogue.rendering import body_html
from courses.catalogue.selectors import (
    Outline,
    OutlineUnit,
    course_get,
    course_page_get,
    module_page_get,
    outline_get,
    unit_page_get,
)
from courses.enrolment.exceptions import NotEnrolledError
from courses.enrolment.models import Enrolment
from courses.enrolment.selectors import (
    Admission,
    admission_get,
    course_is_open,
    enrolment_find,
    enrolment_is_open,
)
from courses.progress.enums import CompletionSource
from courses.progress.exceptions import UnitLockedError, UnitNotCompletableError
from courses.progress.follow_up import enrolment_due_days
from courses.progress.outline_html import outline_html
from courses.progress.permissions import may_preview
from courses.progress.selectors import Progress, progress_get, resume_unit
from courses.progress.services import unit_complete, unit_visit
from courses.surveys.selectors import offer_open_of


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """What every page inside a course starts from. Three queries."""

    course: Course
    language: str
    outline: Outline
    enrolment: Enrolment | None
    progress: Progress


def _reading_get(user: User | AnonymousUser, course_code: str) -> _Reading:
    language = (get_language() or "fr")[:2]
    course = course_get(course_code)
    outline = outline_get(course, language)
    enrolment = enrolment_find(user=user, course=course) if isinstance(user, User) else None
    progress = progress_get(
        outline=outline, enrolment=enrolment, is_sequential=course.is_sequential
    )
    return _Reading(
        course=course,
        language=language,
        outline=outline,
        enrolment=enrolment,
        progress=progress,
    )


def _unit_get(reading: _Reading, unit_code: str) -> OutlineUnit:
    unit = reading.outline.by_code.get(unit_code)
    if unit is None:
        raise NotFoundError
    return unit


def _is_open(reading: _Reading) -> bool:
    """Whether this reader may still record something; for others, whether the course runs."""
    if reading.enrolment is None:
        return course_is_open(reading.course)
    return enrolment_is_open(reading.enrolment, reading.course)


def _admission_get(user: Any, reading: _Reading) -> Admission | None:
    """How to come in, for those who are not."""
    if reading.enrolment is not None:
        return None
    who = user if isinstance(user, User) else None
    return admission_get(user=who, target=reading.course, language=reading.language)


def course_detail(request: HttpRequest, course_code: str) -> HttpResponse:
    """Present a course to anybody; to those enrolled with their progress."""
    reading = _reading_get(request.user, course_code)
    page = course_page_get(reading.course, reading.language)
    if page is None:
        raise NotFoundError
    return render(
        request,
        "courses/course.html",
        {
            "course": reading.course,
            "page": page,
            "enrolment": reading.enrolment,
            "progress": reading.progress,
            "outline": reading.outline,
            "outline_html": outline_html(
                reading.progress,
                linked=reading.enrolment is not None,
                due=enrolment_due_days(reading.enrolment, reading.course),
            ),
            "is_open": _is_open(reading),
            "admission": _admission_get(request.user, reading),
            "survey_offer": offer_open_of(reading.enrolment),
            "quick_exit": reading.course.is_sensitive,
        },
    )


@login_required
def course_continue(request: HttpRequest, course_code: str) -> HttpResponse:
    """Lead to where the learner left off."""
    reading = _reading_get(request.user, course_code)
    if reading.enrolment is None:
        return redirect("courses:course", course_code=course_code)
    unit = resume_unit(progress=reading.progress, enrolment=reading.enrolment)
    if unit is None:
        return redirect("courses:course", course_code=course_code)
    return redirect(unit.url)


@login_required
def unit_detail(request: HttpRequest, course_code: str, unit_code: str) -> HttpResponse:
    """Show one unit to those enrolled, and to staff as a preview."""
    reading = _reading_get(request.user, course_code)
    unit = _unit_get(reading, unit_code)
    if reading.enrolment is None and not may_preview(request.user):
        return redirect("courses:course", course_code=course_code)
    if reading.enrolment is not None and not reading.progress.is_open(unit):
        raise UnitLockedError
    page = unit_page_get(reading.course, unit, reading.language)
    if page is None:
        raise NotFoundError
    if reading.enrolment is not None:
        unit_visit(enrolment=reading.enrolment, unit_id=unit.id, language=reading.language)
    visit = UnitVisit(
        course=reading.course,
        unit=unit,
        enrolment=reading.enrolment,
        page=page,
        language=reading.language,
        is_completed=reading.progress.is_done(unit),
    )
    return render(request, unit.kind.template, _unit_context(request, reading, visit))


def _unit_context(request: HttpRequest, reading: _Reading, visit: UnitVisit) -> dict[str, Any]:
    """Context of all unit templates, with what the kind adds."""
    before, after = reading.outline.neighbours(visit.unit)
    return {
        "course": reading.course,
        "unit": visit.unit,
        "page": visit.page,
        "page_language": visit.page.locale.language_code,
        "body": body_html(visit.page) if hasattr(visit.page, "sources") else "",
        "enrolment": reading.enrolment,
        "progress": reading.progress,
        "outline": reading.outline,
        "outline_html": outline_html(reading.progress, current_id=visit.unit.id, linked=True),
        "visit": visit,
        "is_completed": visit.is_completed,
        "is_open": _is_open(reading),
        "unit_before": before,
        "unit_after": after,
        "after_is_open": after is not None and reading.progress.is_open(after),
        "quick_exit": reading.course.is_sensitive,
        **visit.unit.kind.context(request, visit),
    }


@json_or_csrf_token
@require_POST
@login_required
def unit_complete_view(request: HttpRequest, course_code: str, unit_code: str) -> HttpResponse:
    """Complete the unit by the learner's act, then go on; JSON for scripts. Idempotent."""
    course = course_get(course_code)
    unit = Unit.objects.filter(course=course, code=unit_code, is_active=True).first()
    if unit is None:
        raise NotFoundError
    outline = outline_get(course, (get_language() or "fr")[:2])
    shown = outline.by_id.get(unit.pk)
    if shown is None or not shown.kind.learner_completes:
        raise UnitNotCompletableError
    enrolment = enrolment_find(user=request_user(request), course=course)
    if enrolment is None:
        raise NotEnrolledError
    result = unit_complete(
        enrolment_id=enrolment.pk,
        unit=unit,
        source=CompletionSource.LEARNER,
        language=outline.language,
    )
    _before, after = outline.neighbours(shown)
    done = result.enrolment.is_completed and (result.course_completed_now or after is None)
    if wants_json(request):
        return JsonResponse(
            {
                "created": result.created,
                "required_done": result.enrolment.required_done,
                "required_units": course.required_units,
                "course_completed": result.enrolment.is_completed,
                "next": "" if after is None else after.url,
            }
        )
    if done:
        return redirect("courses:course", course_code=course.code)
    if after is None:
        return redirect("courses:continue", course_code=course.code)
    return redirect(after.url)


def course_kit(request: HttpRequest, course_code: str) -> HttpResponse:
    """The documents of a course to print, the reader's language first; for those enrolled."""
    reading = _reading_get(request.user, course_code)
    if reading.enrolment is None and not may_preview(request.user):
        return redirect("courses:course", course_code=course_code)
    current = get_language()
    codes = sorted(dict(settings.LANGUAGES), key=lambda code: code != current)
    found = [course_page_get(reading.course, code) for code in codes]
    pages = [page for page in found if page is not None and page.kit]
    if not pages:
        raise NotFoundError
    return render(request, "courses/kit.html", {"course": reading.course, "pages": pages})


def module_reminder(request: HttpRequest, course_code: str, module_code: str) -> HttpResponse:
    """The one-page reminder of a module, made to be printed; for those enrolled and staff."""
    reading = _reading_get(request.user, course_code)
    if reading.enrolment is None and not may_preview(request.user):
        return redirect("courses:course", course_code=course_code)
    module = next((item for item in reading.outline.modules if item.code == module_code), None)
    page = module_page_get(reading.course, module.id, reading.language) if module else None
    if module is None or page is None:
        raise NotFoundError
    return render(
        request,
        "courses/module_reminder.html",
        {
            "course": reading.course,
            "module": module,
            "page": page,
            "quick_exit": reading.course.is_sensitive,
        },
    )
