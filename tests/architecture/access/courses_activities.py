"""Activities in lessons: a learner's own play; figures for those who train."""

from tests.architecture.rules import ADMINISTRATOR, NOBODY, PEOPLE, Actor, Rule

RULES = {
    "activity_figures*": Rule(may=PEOPLE - {Actor.LEARNER, Actor.JURY}),
    "courses:play": Rule(may=NOBODY),
    "courses:activity_start*": Rule(may=PEOPLE),
    "courses:activity_results*": Rule(may=PEOPLE, names=ADMINISTRATOR),
    # A signed token is the right.
    "h5p:*": Rule(may=NOBODY),
}
