"""Who may open the learning reports."""

from accounts.models import User
from core.exceptions import PermissionRefusedError


def may_see_gains(user: User) -> bool:
    """Whether the person reads figures, or follows people."""
    return user.has_perm("courses.view_figures") or user.has_perm("courses.view_enrolment")


def may_see_items(user: User) -> bool:
    """The same, and authors: who writes questions must see which are weak."""
    return may_see_gains(user) or user.has_perm("courses.change_question")


def gains_require(user: User) -> None:
    """Raise PermissionRefusedError for anybody else."""
    if not may_see_gains(user):
        raise PermissionRefusedError


def items_require(user: User) -> None:
    """Raise PermissionRefusedError for anybody else."""
    if not may_see_items(user):
        raise PermissionRefusedError
