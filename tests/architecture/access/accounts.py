"""People, institutions, profile."""

from tests.architecture.rules import ADMINISTRATOR, NOBODY, PEOPLE, Actor, Rule, snippet_rules

INSTITUTION = {"pk": "organisation"}

RULES = {
    "person_roles": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR, args={"uuid": "user_uuid"}),
    "audit_list": Rule(may=ADMINISTRATOR, post=NOBODY, names=ADMINISTRATOR),
    # A manager of both people follows them, but merges nobody.
    "duplicate_list": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    "duplicate_compare": Rule(
        may=ADMINISTRATOR, names=ADMINISTRATOR, changes=ADMINISTRATOR, args={"pk": "duplicate"}
    ),
    "person_memberships": Rule(
        may=ADMINISTRATOR,
        names=ADMINISTRATOR,
        changes=ADMINISTRATOR,
        args={"uuid": "user_uuid"},
        data={"organisation": "organisation", "starts_on": "=2001-01-01", "ends_on": "=2001-02-01"},
    ),
    "membership_edit": Rule(
        may=ADMINISTRATOR,
        names=ADMINISTRATOR,
        changes=ADMINISTRATOR,
        args={"pk": "membership"},
        data={"organisation": "organisation", "starts_on": "=2001-01-01", "reason": "=motif"},
    ),
    "people_move": Rule(
        may=ADMINISTRATOR,
        names=ADMINISTRATOR,
        changes=ADMINISTRATOR,
        data={
            "person": "user_uuid",
            "organisation": "parent_organisation",
            "starts_on": "=2027-01-01",
            "confirm": "=yes",
        },
    ),
    "institutions_duplicates": Rule(may=ADMINISTRATOR),
    "institution_members": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR, args=INSTITUTION),
    "institution_move": Rule(
        may=ADMINISTRATOR, names=ADMINISTRATOR, changes=ADMINISTRATOR, args=INSTITUTION
    ),
    "institution_merge": Rule(
        may=ADMINISTRATOR,
        changes=ADMINISTRATOR,
        args=INSTITUTION,
        data={"kept": "parent_organisation", "reason": "=doublon"},
    ),
    "institution_activate": Rule(may=ADMINISTRATOR, changes=ADMINISTRATOR, args=INSTITUTION),
    "accounts:profile": Rule(may=PEOPLE),
    "accounts:export": Rule(may=PEOPLE),
    "accounts:contact": Rule(may=PEOPLE),
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
