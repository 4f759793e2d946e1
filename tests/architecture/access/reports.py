"""Reports: figures for monitoring, names only of one's own people."""

from tests.architecture.rules import ADMINISTRATOR, NOBODY, Actor, Rule

FIGURES = ADMINISTRATOR | {Actor.MONITORING, Actor.MANAGER}

# Trainers follow their own people; authors see which questions are weak. No names in either.
LEARNING = FIGURES | {Actor.TRAINER}

RULES = {
    "learning_gains": Rule(may=LEARNING, query="?format=csv"),
    "satisfaction_report": Rule(may=LEARNING, query="?format=csv"),
    "at_risk_report": Rule(may=LEARNING, names=ADMINISTRATOR),
    "learning_items": Rule(may=LEARNING | {Actor.AUTHOR}),
    "annual_report": Rule(may=FIGURES),
    "reached_report*": Rule(may=FIGURES),
    "report_overview": Rule(may=FIGURES),
    "report_completion": Rule(may=FIGURES),
    "report_rows": Rule(
        may=ADMINISTRATOR | {Actor.MANAGER},
        names=ADMINISTRATOR,
        query="?indicator=enrolled&format=csv",
    ),
    "report_funnel": Rule(may=FIGURES),
    "report_certificates": Rule(may=FIGURES),
    "report_targets": Rule(may=ADMINISTRATOR),
    "report_view_save": Rule(may=NOBODY, post=FIGURES, data={"report": "=completion"}),
    # Only one's own: this one is another person's, and nobody's here.
    "report_view_delete": Rule(may=NOBODY, args={"uuid": "user_uuid"}),
}
