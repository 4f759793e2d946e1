"""Login, registration, second factor: everybody's own account, whoever they are."""

from tests.architecture.rules import ANYBODY, PEOPLE, Rule

RULES = {
    "account_*": Rule(may=ANYBODY),
    "mfa_*": Rule(may=ANYBODY),
    "usersessions_list": Rule(may=PEOPLE),
}
