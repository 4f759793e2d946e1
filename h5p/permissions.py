"""Who may do what with activities: by collection, as with images."""

from typing import Any

from wagtail.permission_policies.collections import CollectionPermissionPolicy
from wagtail.permissions import register_permission_policy

from h5p.models import Activity

INSTALL = "h5p.install_library"


class ActivityPolicy(CollectionPermissionPolicy):
    """Permissions on collections: add, change, delete, publish."""


activity_policy = ActivityPolicy(Activity)
register_permission_policy(Activity, activity_policy)


def activity_may(user: Any, action: str, activity: Activity) -> bool:
    """Whether a person may do this with an activity."""
    return bool(activity_policy.user_has_permission_for_instance(user, action, activity))


def libraries_may_install(user: Any) -> bool:
    """Whether a person may install and update libraries."""
    return bool(user.has_perm(INSTALL))
