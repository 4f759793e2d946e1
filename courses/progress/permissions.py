"""Who may look at a course without being enrolled."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from accounts.models import User


def may_preview(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Authors, translators and administrators see units as a preview; nothing is recorded."""
    return isinstance(user, User) and user.has_perm("wagtailadmin.access_admin")
