"""Cohorts, the board, announcements, due dates, reminders."""

from tests.architecture.rules import (
    ADMINISTRATOR,
    NOBODY,
    PEOPLE,
    Actor,
    Rule,
    snippet_rules,
)

FOLLOWERS = ADMINISTRATOR | {Actor.TRAINER, Actor.MANAGER}
COHORT = {"code": "cohort_code"}
MEMBER = {"code": "cohort_code", "person": "user_uuid"}
ANNOUNCEMENT = {"code": "cohort_code", "announcement": "announcement_uuid"}

RULES = {
    # Each sees their own cohorts; another institution's is not among them.
    "courses:board_cohorts": Rule(may=FOLLOWERS, post=FOLLOWERS),
    "courses:board": Rule(args=COHORT, may=ADMINISTRATOR, names=ADMINISTRATOR),
    "courses:board_export": Rule(
        args=COHORT, query="?format=csv", may=ADMINISTRATOR, names=ADMINISTRATOR
    ),
    "courses:board_message": Rule(
        args=COHORT,
        data={"to": "=chosen", "people": "user_uuid"},
        may=ADMINISTRATOR,
        names=ADMINISTRATOR,
    ),
    "courses:board_announcements": Rule(args=COHORT, may=ADMINISTRATOR, names=ADMINISTRATOR),
    "courses:board_announcement": Rule(args=ANNOUNCEMENT, may=ADMINISTRATOR, names=ADMINISTRATOR),
    "courses:board_member": Rule(args=MEMBER, may=ADMINISTRATOR, names=ADMINISTRATOR),
    "courses:board_extend": Rule(
        may=NOBODY,
        post=ADMINISTRATOR,
        names=ADMINISTRATOR,
        changes=ADMINISTRATOR,
        args=MEMBER,
        data={"unit": "due_unit", "day": "=2099-01-15", "reason": "=Motif"},
    ),
    # A learner's own.
    "courses:announcement_read": Rule(may=NOBODY, args={"announcement": "announcement_uuid"}),
    "courses:calendar": Rule(may=PEOPLE),
    # Administration.
    "cohort_due_dates": Rule(
        args={"pk": "cohort"}, changes=ADMINISTRATOR, may=ADMINISTRATOR, names=ADMINISTRATOR
    ),
    "cohort_members": Rule(
        args={"pk": "cohort"}, changes=ADMINISTRATOR, may=ADMINISTRATOR, names=ADMINISTRATOR
    ),
    "reminders_plan": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    "reminders_log": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    "reminder_texts": Rule(may=ADMINISTRATOR),
    "reminder_text_edit": Rule(may=ADMINISTRATOR, args={"kind": "reminder_kind"}),
    **snippet_rules(
        "courses.cohort", may=ADMINISTRATOR, names=ADMINISTRATOR, changes=ADMINISTRATOR
    ),
    **snippet_rules("courses.reminderrule", may=ADMINISTRATOR),
}
