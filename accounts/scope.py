"""Whom staff may see: every list, page, file and endpoint about people asks here.

Courses adds its own rule (a trainer's cohorts) with `scope_register`; for enrolments ask
`courses.enrolment.selectors.enrolments_visible`. One's own records are no part of a scope.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.enums import Scope
from accounts.models import ManagerGrant, Organisation, User
from accounts.roles import SCOPES, scopes_of
from accounts.selectors import memberships_on

PeopleRule = Callable[[User], QuerySet[Any]]
_RULES: dict[Scope, PeopleRule] = {}


def scope_register(scope: Scope, rule: PeopleRule) -> None:
    """Say whom a scope opens: `rule(user)` returns a queryset of one column, ids of people."""
    _RULES[scope] = rule


def subtree_q(user: User, prefix: str = "") -> Q:
    """Return the condition "within an institution that the person was given to manage".

    `prefix` leads to the institution (`organisation__`). One query for the grants.
    """
    grants = ManagerGrant.objects.filter(user=user).order_by("organisation__path")
    condition = Q(pk__in=[])
    for path in grants.values_list("organisation__path", flat=True):
        condition |= Q(**{f"{prefix}path__startswith": path})
    return condition


def organisations_managed(user: User) -> QuerySet[Organisation]:
    """Return the institutions whose people the person follows, each with all below it.

    All of them for administrators; for managers those granted; none for anybody else.
    """
    scopes = scopes_of(user)
    if Scope.EVERYBODY in scopes:
        return Organisation.objects.order_by("path")
    if Scope.MANAGED not in scopes:
        return Organisation.objects.none()
    return Organisation.objects.filter(subtree_q(user)).order_by("path")


def people_managed(user: User) -> QuerySet[Any]:
    """Return the ids of those who belong today to an institution that the person manages."""
    now = memberships_on(timezone.localdate())
    return now.filter(subtree_q(user, "organisation__")).values("user_id")


scope_register(Scope.MANAGED, people_managed)


def people_q(user: User, prefix: str = "") -> Q:
    """Return the condition "somebody whom this person may see", for any queryset.

    `prefix` leads to the person (`user__`, `enrolment__user__`); empty for people themselves.
    """
    scopes = scopes_of(user)
    if Scope.EVERYBODY in scopes:
        return Q()
    condition = Q(pk__in=[])
    for scope in sorted(scopes):
        condition |= Q(**{f"{prefix}pk__in": _RULES[scope](user)})
    return condition


def scope_holders(*scopes: Scope) -> Q:
    """Return the condition "a person whose role has one of these scopes", for people."""
    roles = [role.value for role, scope in SCOPES.items() if scope in scopes]
    return Q(groups__name__in=roles, is_active=True)


def people_visible(user: User) -> QuerySet[User]:
    """Return the people whose records this person may see by role: none for most."""
    return User.objects.filter(people_q(user))
