"""Closed lists of the specification, as far as players use them."""

from django.db import models

VERB_BASE = "http://adlnet.gov/expapi/verbs/"
# What a learner can do in an activity. Administrative verbs (voided, imported…) are not theirs.
PLAYER_VERBS = frozenset(
    VERB_BASE + name
    for name in (
        "answered",
        "asked",
        "attempted",
        "commented",
        "completed",
        "exited",
        "experienced",
        "failed",
        "initialized",
        "interacted",
        "launched",
        "mastered",
        "passed",
        "preferred",
        "progressed",
        "responded",
        "resumed",
        "scored",
        "suspended",
        "terminated",
    )
) | {"http://activitystrea.ms/schema/1.0/consume", "http://id.tincanapi.com/verb/skipped"}

INTERACTION_TYPES = frozenset(
    {
        "true-false",
        "choice",
        "fill-in",
        "long-fill-in",
        "matching",
        "performance",
        "sequencing",
        "likert",
        "numeric",
        "other",
        # Not of the specification: what a set of questions calls itself.
        "compound",
    }
)
# Which lists of components describe which interaction.
COMPONENT_LISTS = ("choices", "scale", "source", "target", "steps")


class ObjectType(models.TextChoices):
    """What a statement is about."""

    ACTIVITY = "Activity"
    AGENT = "Agent"
    GROUP = "Group"
    SUB_STATEMENT = "SubStatement"
    STATEMENT_REF = "StatementRef"


class ReferenceRole(models.TextChoices):
    """Where in a statement another activity or agent is named."""

    AUTHORITY = "authority"
    INSTRUCTOR = "instructor"
    TEAM = "team"
    MEMBER = "member"
    PARENT = "parent"
    GROUPING = "grouping"
    CATEGORY = "category"
    OTHER = "other"
    SUB_ACTOR = "sub_actor"
    SUB_OBJECT = "sub_object"
