"""People, institutions, profile."""

from tests.architecture.rules import ADMINISTRATOR, PEOPLE, Actor, Rule, snippet_rules

RULES = {
    "person_roles": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR, args={"uuid": "user_uuid"}),
    # A manager of both people follows them, but merges nobody.
    "duplicate_list": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    "duplicate_compare": Rule(
        may=ADMINISTRATOR, names=ADMINISTRATOR, changes=ADMINISTRATOR, args={"pk": "duplicate"}
    ),
    "accounts:profile": Rule(may=PEOPLE),
    "accounts:export": Rule(may=PEOPLE),
    "mail_list": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    **snippet_rules("accounts.user", may=ADMINISTRATOR, names=ADMINISTRATOR, changes=ADMINISTRATOR),
    # A manager lists the people of the institutions managed.
    "wagtailsnippets_accounts_user:list": Rule(
        may=ADMINISTRATOR | {Actor.MANAGER}, names=ADMINISTRATOR
    ),
    "wagtailsnippets_accounts_user:list_results": Rule(
        may=ADMINISTRATOR | {Actor.MANAGER}, names=ADMINISTRATOR
    ),
    **snippet_rules("accounts.organisation", may=ADMINISTRATOR, changes=ADMINISTRATOR),
    **snippet_rules("accounts.consenttext", may=ADMINISTRATOR),
}
