"""Sessions, attendance, facilitators' workshops."""

from tests.architecture.rules import (
    ADMINISTRATOR,
    ANYBODY,
    NOBODY,
    PEOPLE,
    Rule,
    snippet_rules,
)

SESSION = {"uuid": "session_uuid"}
RUN = (
    "run",
    "run_screen",
    "run_screen_code",
    "run_offline_list",
    "run_sync",
    "run_sheet_pdf",
    "run_sheet_attach",
    "run_sheet",
    "run_close",
    "run_cancel",
    "run_correct",
)

RULES = {
    "courses:sessions": Rule(may=PEOPLE),
    "courses:room_code": Rule(may=PEOPLE),
    "courses:run_list*": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    "courses:run_worker": Rule(may=ANYBODY),
    # A session is run by its trainers, those of its cohort, and administrators.
    **{
        f"courses:{name}*": Rule(
            may=ADMINISTRATOR, names=ADMINISTRATOR, changes=ADMINISTRATOR, args=SESSION
        )
        for name in RUN
    },
    # Its page is for those enrolled in the course.
    "courses:session*": Rule(may=ADMINISTRATOR, args=SESSION),
    # Whoever shows no valid code is told so, and nobody is marked present.
    "courses:room_*": Rule(may=PEOPLE, args=SESSION),
    "courses:room_scan*": Rule(may=ANYBODY, args=SESSION),
    "courses:facilitator*": Rule(may=PEOPLE),
    "courses:review_list*": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    "courses:review*": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR, args={"uuid": "workshop_uuid"}),
    "courses:workshop_*": Rule(may=NOBODY),
    **snippet_rules(
        "courses.session", may=ADMINISTRATOR, names=ADMINISTRATOR, changes=ADMINISTRATOR
    ),
}
