"""Dashboard, referral directory."""

from tests.architecture.rules import ADMINISTRATOR, ANYBODY, PEOPLE, Rule, snippet_rules

RULES = {
    "pages:dashboard": Rule(may=PEOPLE),
    "pages:referral": Rule(may=ANYBODY),
    **snippet_rules("pages.referralservice", may=ADMINISTRATOR),
}
