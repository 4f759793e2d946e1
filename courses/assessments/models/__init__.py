"""Models of assessments: the bank, the assessments, what learners did."""

from courses.assessments.models.assessment import Assessment, AssessmentPage, Draw
from courses.assessments.models.attempt import Answer, Attempt, LearningGain
from courses.assessments.models.bank import Option, Question, QuestionPool

__all__ = [
    "Answer",
    "Assessment",
    "AssessmentPage",
    "Attempt",
    "Draw",
    "LearningGain",
    "Option",
    "Question",
    "QuestionPool",
]
