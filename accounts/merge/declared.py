"""The rules for this app's tables and those of the libraries."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.enums import ProposalStatus, Role
from accounts.exceptions import MergeRolesError
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
from accounts.models import Membership, User

# Where the institution of today comes from, in `MergeRun.choices`.
MEMBERSHIP = "membership"
MERGED = "merged"


def _memberships(merging: MergeRun, relation: Relation, kept: User, dropped: User) -> None:
    """All periods are kept; of two open ones, the one that was not chosen ends."""
    open_rows = {
        row.user_id: row
        for row in Membership.objects.select_for_update(of=("self",)).filter(
            user__in=[kept, dropped], ends_on=None
        )
    }
    if len(open_rows) > 1:
        mine, other = open_rows[kept.pk], open_rows[dropped.pk]
        if _place(mine) == _place(other):
            mine.starts_on = min(mine.starts_on, other.starts_on)
            mine.save(update_fields=["starts_on"])
            merging.put_aside(other)
        else:
            is_other = merging.choices.get(MEMBERSHIP) == MERGED
            stays, leaves = (other, mine) if is_other else (mine, other)
            _close(leaves, stays.starts_on)
    count = relation.rows(dropped).update(user=kept)
    merging.moved[relation.label] += count


def _place(row: Membership) -> tuple[Any, ...]:
    return (row.organisation_id, row.organisation_other, row.region, row.city)


def _close(row: Membership, followed_on: dt.date) -> None:
    """End a period where the next one began, or today if that one is the older."""
    last = followed_on if followed_on > row.starts_on else timezone.localdate()
    row.ends_on = max(row.starts_on, last)
    row.save(update_fields=["ends_on"])


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
