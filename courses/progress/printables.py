"""Documents of a course as PDF: the same people as the page that lists them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.models import User
from core.exceptions import NotFoundError
from courses.catalogue.kit_pdf import kit_document_pdf
from courses.catalogue.selectors import course_get, course_page_get
from courses.enrolment.selectors import enrolment_find
from courses.progress.permissions import may_preview


def kit_pdf(request: HttpRequest, course_code: str, number: int, language: str) -> HttpResponse:
    """One document in one of the languages, whatever the reader's own."""
    course = course_get(course_code)
    user = request.user
    enrolment = enrolment_find(user=user, course=course) if isinstance(user, User) else None
    if enrolment is None and not may_preview(user):
        return redirect("courses:course", course_code=course_code)
    page = course_page_get(course, language) if language in dict(settings.LANGUAGES) else None
    if page is None or not 0 < number <= len(page.kit):
        raise NotFoundError
    value = page.kit[number - 1].value
    content = kit_document_pdf(value=value, language=language, course_title=page.title)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{course.code}-{number}-{language}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
