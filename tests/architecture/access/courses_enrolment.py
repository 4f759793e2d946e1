"""Enrolments, requests, lists, invitations in the administration."""

from tests.architecture.rules import (
    ADMINISTRATOR,
    NOBODY,
    PEOPLE,
    Actor,
    Rule,
    snippet_rules,
)

COURSE, PROGRAMME = {"code": "course_code"}, {"code": "programme_code"}
# What a person does about their own place; giving one up takes having one.
ACTS = ("enrol", "key", "ask", "ask_cancel", "waiting_leave")
FOLLOWING = ADMINISTRATOR | {Actor.TRAINER, Actor.MANAGER}
ENROLMENT, PATH = {"uuid": "enrolment_uuid"}, {"uuid": "path_uuid"}

RULES = {
    **{f"courses:{act}": Rule(may=PEOPLE, args=COURSE) for act in ACTS},
    **{f"courses:programme_{act}": Rule(may=PEOPLE, args=PROGRAMME) for act in ACTS},
    "courses:withdraw": Rule(may=NOBODY, args=COURSE),
    "courses:programme_withdraw": Rule(may=NOBODY, args=PROGRAMME),
    # The secret of an invitation is the right; anything else is refused.
    "courses:invitation": Rule(may=NOBODY),
    # Lists open for those who follow people; another institution's are not in them.
    "enrolments": Rule(may=FOLLOWING, names=ADMINISTRATOR),
    "enrolment_detail": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR, args=ENROLMENT),
    "enrolment_change*": Rule(
        may=ADMINISTRATOR, names=ADMINISTRATOR, changes=ADMINISTRATOR, args=ENROLMENT
    ),
    "enrolment_paths": Rule(may=FOLLOWING, names=ADMINISTRATOR),
    "enrolment_path": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR, args=PATH),
    "enrolment_path_change": Rule(
        may=ADMINISTRATOR,
        names=ADMINISTRATOR,
        changes=ADMINISTRATOR,
        args={**PATH, "act": "=withdraw"},
        data={"withdraw-reason": "=Départ"},
    ),
    "enrolment_path_new": Rule(may=ADMINISTRATOR),
    "enrolment_requests": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    "enrolment_request*": Rule(
        may=ADMINISTRATOR, names=ADMINISTRATOR, args={"pk": "enrolmentrequest"}
    ),
    "waiting_list": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    "imports": Rule(may=ADMINISTRATOR),
    "import_*": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR, args={"uuid": "import_uuid"}),
    "invitations": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    "invitation_*": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR, args={"pk": "invitation"}),
    **snippet_rules("courses.enrolmentpolicy", may=ADMINISTRATOR),
    **snippet_rules("courses.enrolmentkey", may=ADMINISTRATOR),
    **snippet_rules("courses.prerequisite", may=ADMINISTRATOR),
}
