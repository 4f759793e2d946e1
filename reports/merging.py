"""What a merge of two accounts does with the tables of reports."""

from accounts.merge.rules import end, merge_rules, union


def rules_declare() -> None:
    """Called when the app is ready."""
    merge_rules(
        {
            # Made anew for the survivor when the facts catch up.
            "reports.Fact.person": end(),
            "reports.SavedView.owner": union("name"),
        }
    )
