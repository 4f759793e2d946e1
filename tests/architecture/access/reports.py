"""Reports: figures for monitoring, names only of one's own people."""

from tests.architecture.rules import ADMINISTRATOR, Actor, Rule

FIGURES = ADMINISTRATOR | {Actor.MONITORING, Actor.MANAGER}

# Trainers follow their own people; authors see which questions are weak. No names in either.
LEARNING = FIGURES | {Actor.TRAINER}

RULES = {
    "learning_gains": Rule(may=LEARNING, query="?format=csv"),
    "satisfaction_report": Rule(may=LEARNING, query="?format=csv"),
    "at_risk_report": Rule(may=LEARNING, names=ADMINISTRATOR),
    "learning_items": Rule(may=LEARNING | {Actor.AUTHOR}),
    "reached_report*": Rule(may=FIGURES),
    "completion_report": Rule(may=FIGURES, names=ADMINISTRATOR, query="?format=csv"),
}
