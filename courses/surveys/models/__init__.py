"""Models of surveys: what authors write, what is frozen, what people answered."""

from courses.surveys.models.answers import SurveyAnswer, SurveyOffer, SurveyResponse
from courses.surveys.models.definition import (
    Survey,
    SurveyCourse,
    SurveyQuestion,
    SurveyVersion,
)

__all__ = [
    "Survey",
    "SurveyAnswer",
    "SurveyCourse",
    "SurveyOffer",
    "SurveyQuestion",
    "SurveyResponse",
    "SurveyVersion",
]
