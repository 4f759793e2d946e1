"""Courses in the administration, arranged by what people do."""

from courses.activities import wagtail_hooks as activities
from courses.assessments import wagtail_hooks as assessments
from courses.catalogue import wagtail_hooks as catalogue
from courses.enrolment import audit_words
from courses.enrolment import wagtail_hooks as enrolment
from courses.progress import follow_up_hooks as follow_up
from courses.surveys import wagtail_hooks as surveys
from courses.workshops import wagtail_hooks as workshops

__all__ = [
    "activities",
    "assessments",
    "audit_words",
    "catalogue",
    "enrolment",
    "follow_up",
    "surveys",
    "workshops",
]
