"""Who may do what with activities and libraries."""

from typing import Any

from wagtail.permission_policies.collections import CollectionPermissionPolicy
from wagtail.permissions import register_permission_policy

from h5p.models import Activity

INSTALL = "h5p.install_library"


# Wagtail's menus ask for these without a collection.
WITHOUT_COLLECTION = frozenset({"publish", "lock", "unlock"})


class ActivityPolicy(CollectionPermissionPolicy):
    """Adding, changing, deleting: by collection. Publishing: who may at all, and may change it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether a person may do this somewhere."""
        if action in WITHOUT_COLLECTION:
            return bool(user.has_perm(f"h5p.{action}_activity"))
        return bool(super().user_has_permission(user, action))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether a person may do this here."""
        if action in WITHOUT_COLLECTION:
            may = super().user_has_permission_for_instance(user, "change", instance)
            return bool(may and user.has_perm(f"h5p.{action}_activity"))
        return bool(super().user_has_permission_for_instance(user, action, instance))


activity_policy = ActivityPolicy(Activity)
register_permission_policy(Activity, activity_policy)


def activity_may(user: Any, action: str, activity: Activity) -> bool:
    """Whether a person may do this with an activity."""
    return bool(activity_policy.user_has_permission_for_instance(user, action, activity))


def libraries_may_install(user: Any) -> bool:
    """Whether a person may install and update libraries."""
    return bool(user.has_perm(INSTALL))
