"""A survey as learners will see it, while it is being written."""

from typing import Any

from django.utils import translation

from courses.surveys.forms import SurveyAnswerForm
from courses.surveys.models import Survey
from courses.surveys.selectors import questions_stated


def preview_context(survey: Survey, language: str) -> dict[str, Any]:
    """Return what the preview shows, in this language."""
    code = language or "fr"
    with translation.override(code):
        form = SurveyAnswerForm(questions=questions_stated(survey))
        # Rendered here, so that every word is in the language of the preview.
        return {"survey": survey, "preview_language": code, "form_html": form.render()}
