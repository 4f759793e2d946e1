"""Who asks: whose figures they may see, and whether with names."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.enums import Scope
from accounts.models import Organisation, User
from accounts.roles import scopes_of
from accounts.scope import subtree_q
from core.exceptions import PermissionRefusedError


@dataclass(frozen=True, kw_only=True)
class Reader:
    """`scope` is a condition on facts. Without `sees_names`, small groups are hidden."""

    user: User | None
    scope: Q
    sees_names: bool
    # Ids of the institutions in sight; None for all.
    institutions: QuerySet[Organisation] | None = None

    @property
    def sees_all(self) -> bool:
        """Whether no institution is out of sight."""
        return self.institutions is None


def reader_of(user: User) -> Reader:
    """Return what a person may see in reports. Raises PermissionRefusedError for most people.

    Administrators all, with names; managers what happened to people of the institutions that they
    manage, as it was then, with names; monitoring officers all, without names.
    """
    if not user.has_perm("courses.view_figures"):
        raise PermissionRefusedError
    if Scope.EVERYBODY in scopes_of(user):
        return Reader(user=user, scope=Q(), sees_names=True)
    if user.has_perm("courses.export_figures"):
        managed = Organisation.objects.filter(subtree_q(user))
        scope = Q(organisation__in=managed.values("pk"))
        return Reader(user=user, scope=scope, sees_names=True, institutions=managed)
    return Reader(user=user, scope=Q(), sees_names=False)


def platform_reader() -> Reader:
    """Return the reader that stands for the organisation itself: all, with small groups.

    For figures that nobody in particular asks for (the annual report); whoever shows them decides
    to whom.
    """
    return Reader(user=None, scope=Q(), sees_names=True)
