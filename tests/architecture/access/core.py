"""Addresses that belong to no app."""

from tests.architecture.rules import ANYBODY, Rule

RULES = {
    "root": Rule(may=ANYBODY),
    "quick_exit": Rule(may=ANYBODY),
    "styleguide": Rule(may=ANYBODY),
}
