"""Catalogue, enrolment, progress, assessments, submissions."""

from tests.architecture.rules import (
    ADMINISTRATOR,
    ANYBODY,
    AUTHORS,
    NOBODY,
    PEOPLE,
    Rule,
    snippet_rules,
)

ATTEMPT = {"uuid": "attempt_uuid"}

PROGRAMME = {"code": "programme_code"}

RULES = {
    "courses:programme": Rule(may=ANYBODY, args=PROGRAMME),
    "courses:catalogue": Rule(may=ANYBODY),
    "courses:course": Rule(may=ANYBODY),
    "courses:continue": Rule(may=PEOPLE),
    # Those who are not enrolled are led to the course; staff see a preview.
    "courses:module": Rule(may=ANYBODY),
    "courses:kit": Rule(may=ANYBODY),
    "courses:unit": Rule(may=PEOPLE),
    "courses:unit_complete": Rule(may=NOBODY),
    "courses:submission_save": Rule(may=NOBODY),
    "courses:attempt_start": Rule(may=NOBODY),
    "courses:reminders": Rule(may=PEOPLE),
    # The signed link of a mail is the right; anything else is refused.
    "courses:reminders_stop": Rule(may=NOBODY, args={"token": "=forged"}),
    # An attempt is its learner's and nobody else's.
    "courses:attempt": Rule(may=NOBODY, args=ATTEMPT),
    "courses:attempt_answer": Rule(may=NOBODY, args=ATTEMPT),
    "courses:attempt_submit": Rule(may=NOBODY, args=ATTEMPT),
    "courses:attempt_result": Rule(may=NOBODY, args=ATTEMPT),
    "courses:kit_pdf*": Rule(may=ANYBODY),
    **snippet_rules("courses.course", may=AUTHORS),
    **snippet_rules("courses.programme", may=ADMINISTRATOR),
    **snippet_rules("courses.question", may=AUTHORS),
    **snippet_rules("courses.questionpool", may=AUTHORS),
    **snippet_rules("courses.assessment", may=AUTHORS),
}
