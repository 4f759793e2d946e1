"""Activities in lessons: a learner's own play; figures for those who train."""

from tests.architecture.rules import ADMINISTRATOR, NOBODY, PEOPLE, STAFF, Actor, Rule

RULES = {
    "activity_figures*": Rule(may=ADMINISTRATOR | {Actor.TRAINER, Actor.MANAGER}),
    "courses:play": Rule(may=NOBODY),
    # Staff try an activity out; learners play those of a course of theirs.
    "courses:activity_start*": Rule(may=PEOPLE, post=STAFF),
    "courses:activity_results*": Rule(may=PEOPLE, names=ADMINISTRATOR),
    # A signed token is the right.
    "h5p:*": Rule(may=NOBODY),
}
