"""What a merge of two accounts, or of two institutions, does with the tables of reports."""

from django.utils.translation import gettext_lazy as _

from accounts.institutions.merging import merge_rule_register
from accounts.merge.rules import end, merge_rules, union
from reports.models import Fact


def rules_declare() -> None:
    """Called when the app is ready."""
    # Until the facts, which keep the place in the tree as well, are made anew.
    merge_rule_register(Fact, "organisation", label=_("figures of the reports"))
    merge_rules(
        {
            # Made anew for the survivor when the facts catch up.
            "reports.Fact.person": end(),
            "reports.SavedView.owner": union("name"),
        }
    )
