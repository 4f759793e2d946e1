"""Surveys: written by authors, answered by the person to whom they were offered."""

from tests.architecture.rules import AUTHORS, NOBODY, Rule, snippet_rules

OFFER = {"offer": "offer_uuid"}

RULES = {
    "courses:survey": Rule(may=NOBODY, args=OFFER),
    "courses:survey_decline": Rule(may=NOBODY, args=OFFER),
    **snippet_rules("courses.survey", may=AUTHORS),
}
