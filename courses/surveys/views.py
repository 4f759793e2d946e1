"""The survey as the person who completed a course sees it."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import request_user
from courses.surveys.enums import OfferState
from courses.surveys.exceptions import SurveyClosedError
from courses.surveys.forms import SurveyAnswerForm
from courses.surveys.selectors import offer_find, version_offered, version_shown
from courses.surveys.services import survey_answer, survey_decline


@login_required
def survey(request: HttpRequest, offer: UUID) -> HttpResponse:
    """Show the questions; take the answers. Sent again, they are there once."""
    found = offer_find(uuid=offer, user=request_user(request))
    course = found.enrolment.course
    if found.state == OfferState.ANSWERED:
        return render(request, "courses/survey_done.html", {"course": course})
    version = version_offered(course.pk)
    if version is None:
        raise SurveyClosedError
    number = request.POST.get("version", "")
    if number.isascii() and number.isdigit():
        # An author may have changed the survey since the page was opened.
        version = version_shown(number=int(number[:6]), survey_id=version.survey_id) or version
    form = SurveyAnswerForm(request.POST or None, questions=version.questions)
    if request.method == "POST" and form.is_valid():
        language = (get_language() or "fr")[:2]
        survey_answer(offer=found, version=version, answers=form.cleaned_data, language=language)
        return redirect("courses:survey", offer=offer)
    status = HTTPStatus.BAD_REQUEST if request.method == "POST" else HTTPStatus.OK
    context = {"course": course, "offer": found, "version": version, "form": form}
    return render(request, "courses/survey.html", context, status=status)


@require_POST
@login_required
def decline(request: HttpRequest, offer: UUID) -> HttpResponse:
    """The person would rather not answer; they are not asked again."""
    found = offer_find(uuid=offer, user=request_user(request))
    if survey_decline(offer=found):
        messages.info(request, _("Understood: we will not ask again."))
    return redirect("courses:course", course_code=found.enrolment.course.code)
