"""Enrolling and withdrawing, by POST only."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import request_user
from courses.catalogue.selectors import course_get
from courses.enrolment.exceptions import NotEnrolledError
from courses.enrolment.selectors import enrolment_find
from courses.enrolment.services import enrolment_create, enrolment_withdraw


@require_POST
@login_required
def enrol(request: HttpRequest, course_code: str) -> HttpResponse:
    """Enrol the person in the course, then go on to its first unit."""
    course = course_get(course_code)
    enrolment_create(
        user=request_user(request), course=course, language=(get_language() or "fr")[:2]
    )
    messages.success(request, _("You are enrolled. You can stop at any time: nothing is lost."))
    return redirect("courses:continue", course_code=course.code)


@require_POST
@login_required
def withdraw(request: HttpRequest, course_code: str) -> HttpResponse:
    """Withdraw from the course; progress is kept for a later return."""
    course = course_get(course_code)
    enrolment = enrolment_find(user=request_user(request), course=course)
    if enrolment is None:
        raise NotEnrolledError
    enrolment_withdraw(enrolment=enrolment)
    messages.success(request, _("You have left the course. Your progress is kept."))
    return redirect("courses:course", course_code=course.code)
