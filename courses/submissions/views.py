"""Saving a draft and handing it in, by POST."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import request_user
from core.exceptions import NotFoundError
from core.middleware import wants_json
from courses.catalogue.models import Unit
from courses.catalogue.selectors import course_get, page_get
from courses.enrolment.exceptions import NotEnrolledError
from courses.enrolment.selectors import enrolment_find
from courses.submissions.forms import SubmissionForm
from courses.submissions.models import SubmissionPage
from courses.submissions.services import submission_save


@require_POST
@login_required
def submission_save_view(request: HttpRequest, course_code: str, unit_code: str) -> HttpResponse:
    """Save the draft (`action=save`, what scripts send too) or hand it in (`action=hand_in`)."""
    course = course_get(course_code)
    unit = Unit.objects.filter(
        course=course, code=unit_code, kind="submission", is_active=True
    ).first()
    if unit is None:
        raise NotFoundError
    enrolment = enrolment_find(user=request_user(request), course=course)
    if enrolment is None:
        raise NotEnrolledError
    language = (get_language() or "fr")[:2]
    page = page_get(SubmissionPage, "unit", unit.pk, language)
    if page is None:
        raise NotFoundError
    hand_in = request.POST.get("action") == "hand_in"
    form = SubmissionForm(
        request.POST,
        form_fields=page.form_fields,
        declarations=page.declarations,
        draft=not hand_in,
    )
    version = request.POST.get("version", "")
    if not form.is_valid() or not version.isascii() or not version.isdigit():
        if wants_json(request):
            return JsonResponse({"code": "invalid", "errors": form.errors}, status=400)
        context = {
            "course": course,
            "unit": unit,
            "form": form,
            "version": version if version.isdigit() else 0,
            "quick_exit": course.is_sensitive,
        }
        return render(request, "courses/submission_errors.html", context, status=400)
    submission = submission_save(
        enrolment=enrolment,
        unit=unit,
        answers=form.cleaned_data,
        version=int(version[:9]),
        language=language,
        hand_in=hand_in,
    )
    if wants_json(request):
        return JsonResponse({"version": submission.version})
    messages.success(
        request, _("Your work has been handed in.") if hand_in else _("Your draft is saved.")
    )
    return redirect("courses:unit", course_code=course.code, unit_code=unit.code)
