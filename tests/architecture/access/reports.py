"""Reports: figures for monitoring, names only of one's own people."""

from tests.architecture.rules import ADMINISTRATOR, Actor, Rule

FIGURES = ADMINISTRATOR | {Actor.MONITORING, Actor.MANAGER}

RULES = {
    "reached_report*": Rule(may=FIGURES),
    "completion_report": Rule(may=FIGURES, names=ADMINISTRATOR, query="?format=csv"),
}
