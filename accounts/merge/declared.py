"""The rules for this app's tables and those of the libraries."""

from accounts.enums import ProposalStatus, Role
from accounts.exceptions import MergeRolesError
from accounts.memberships.joining import memberships_join
from accounts.merge.rules import (
    How,
    MergeRun,
    Relation,
    end,
    labels,
    merge_rules,
    move,
    own,
    stay,
    union,
)
from accounts.models import User

# Where the institution of today comes from, in `MergeRun.choices`.
MEMBERSHIP = "membership"
MERGED = "merged"


def _memberships(merging: MergeRun, relation: Relation, kept: User, dropped: User) -> None:
    """All periods are kept; where two meet, those of the chosen account count."""
    is_other = merging.choices.get(MEMBERSHIP) == MERGED
    merging.moved[relation.label] += memberships_join(
        wins=dropped if is_other else kept,
        yields=kept if is_other else dropped,
        kept=kept,
        put_aside=merging.put_aside,
    )


def _groups(merging: MergeRun, relation: Relation, kept: User, dropped: User) -> None:
    """Rights are given on the page of roles, where it is written down, never by a merge."""
    lacking = dropped.groups.exclude(pk__in=kept.groups.values("pk"))
    if lacking.exclude(name=Role.LEARNER.value).exists():
        raise MergeRolesError
    kept.groups.add(*lacking)
    relation.rows(dropped).delete()


def _permissions(merging: MergeRun, relation: Relation, kept: User, dropped: User) -> None:
    if dropped.user_permissions.exclude(pk__in=kept.user_permissions.values("pk")).exists():
        raise MergeRolesError
    relation.rows(dropped).delete()


def _grants(merging: MergeRun, relation: Relation, kept: User, dropped: User) -> None:
    managed = relation.rows(kept).values("organisation")
    if relation.rows(dropped).exclude(organisation__in=managed).exists():
        raise MergeRolesError
    for row in relation.rows(dropped):
        merging.put_aside(row)


def _addresses(merging: MergeRun, relation: Relation, kept: User, dropped: User) -> None:
    """Confirmed addresses lead to the survivor; the others are nobody's any more."""
    known = {row.email.lower() for row in relation.rows(kept)}
    for row in relation.rows(dropped):
        if row.verified and row.email.lower() not in known:
            relation.rows(dropped).filter(pk=row.pk).update(user=kept, primary=False)
            merging.moved[relation.label] += 1
        else:
            merging.put_aside(row)


def _proposals(merging: MergeRun, relation: Relation, kept: User, dropped: User) -> None:
    """What is still to decide about the merged account is found again for the survivor."""
    rows = relation.rows(dropped).filter(status=ProposalStatus.OPEN)
    rows.exclude(first__in=[kept, dropped], second__in=[kept, dropped]).delete()


def _user_sessions(merging: MergeRun, relation: Relation, kept: User, dropped: User) -> None:
    for row in relation.rows(dropped):
        row.end()


def rules_declare() -> None:
    """Called when the app is ready."""
    merge_rules(
        {
            "accounts.Membership.user": own(_memberships),
            "accounts.Consent.user": union("text_id", best=lambda row: -row.given_at.timestamp()),
            "accounts.Notice.user": move(),
            "accounts.ManagerGrant.user": own(_grants, how=How.REFUSE, order=0),
            "accounts.User_groups.user": own(_groups, how=How.REFUSE, order=0),
            "accounts.User_user_permissions.user": own(_permissions, how=How.REFUSE, order=0),
            # Who was merged into the merged account is now the survivor's.
            "accounts.User.merged_into": move(),
            "accounts.AccountMerge.survivor": stay(),
            "accounts.AccountMerge.merged": stay(),
            "accounts.AccountMerge.by": stay(),
            "accounts.IdentityPrint.user": end(),
            "accounts.IdentityKey.user": end(),
            "accounts.DuplicateProposal.first": own(_proposals),
            "accounts.DuplicateProposal.second": own(_proposals),
            "accounts.DuplicateProposal.decided_by": stay(),
        }
    )
    merge_rules(
        {
            "account.EmailAddress.user": own(_addresses),
            "mfa.Authenticator.user": end(),
            "usersessions.UserSession.user": own(_user_sessions, how=How.END),
            "admin.LogEntry.user": stay(),
            "wagtailusers.UserProfile.user": stay(),
            "wagtaildocs.Document.uploaded_by_user": stay(),
            "wagtailimages.Image.uploaded_by_user": stay(),
            **labels("wagtail_localize.StringTranslation", stay(), ["last_translated_by"]),
            **labels("wagtail_localize.SegmentOverride", stay(), ["last_translated_by"]),
            **labels("wagtailadmin.EditingSession", end(), ["user"]),
            **labels("wagtailadmin.FormState", end(), ["user"]),
            **labels("wagtailcore.APIToken", end(), ["user"]),
            **labels("wagtailcore.PageSubscription", end(), ["user"]),
            **labels("wagtailcore.ModelLogEntry", stay(), ["user"]),
            **labels("wagtailcore.PageLogEntry", stay(), ["user"]),
            **labels("wagtailcore.Revision", stay(), ["user"]),
            **labels("wagtailcore.UploadedFile", stay(), ["uploaded_by_user"]),
            **labels("wagtailcore.WorkflowState", stay(), ["requested_by"]),
            **labels("wagtailcore.TaskState", stay(), ["finished_by"]),
            **labels("wagtailcore.Page", stay(), ["locked_by", "owner"]),
            **labels("wagtailcore.Comment", stay(), ["user", "resolved_by"]),
            **labels("wagtailcore.CommentReply", stay(), ["user"]),
        }
    )
