"""Factories of surveys."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from courses.models import Survey, SurveyCourse, SurveyQuestion
from courses.surveys.services import survey_freeze


class SurveyFactory(DjangoModelFactory):
    """A frozen survey: a rating, a choice of two, a text; `course=` offers it there."""

    class Meta:
        model = Survey
        skip_postgeneration_save = True

    title_fr = "Votre avis"
    title_ar = "رأيكم"

    @factory.post_generation
    def course(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Write the questions, offer it, freeze it."""
        rows: list[dict[str, str]] = [
            {"kind": "rating", "key": "useful", "text_fr": "Utile ?", "text_ar": "مفيد؟"},
            {
                "kind": "choice",
                "key": "pace",
                "text_fr": "Rythme ?",
                "text_ar": "الوتيرة؟",
                "choices_fr": "Bon\nTrop rapide",
                "choices_ar": "مناسبة\nسريعة جدا",
            },
            {"kind": "text", "key": "words", "text_fr": "Un mot ?", "text_ar": "كلمة؟"},
        ]
        for place, row in enumerate(rows):
            SurveyQuestion.objects.create(survey=self, sort_order=place, **row)
        if extracted:
            SurveyCourse.objects.create(survey=self, course=extracted)
        survey_freeze(survey=self)
