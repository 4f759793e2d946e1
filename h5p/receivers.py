"""An activity in use cannot be deleted by any way; the files of a deleted one go at commit."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver

import h5p.permissions  # noqa: F401 (registers the policy)
from h5p import store
from h5p.exceptions import ActivityInUseError
from h5p.models import Activity, ActivityVersion
from h5p.selectors import activity_usage


@receiver(pre_delete, sender=Activity, dispatch_uid="h5p_activity_keep")
def activity_keep(instance: Activity, **kwargs: Any) -> None:
    """Refuse while pages show it."""
    if activity_usage(instance):
        raise ActivityInUseError


@receiver(post_delete, sender=ActivityVersion, dispatch_uid="h5p_version_files")
def version_files_delete(instance: ActivityVersion, **kwargs: Any) -> None:
    """Its media follow it, unless another version or a translation still shows them."""
    prefix = instance.prefix
    if prefix and not ActivityVersion.objects.filter(prefix=prefix).exists():
        transaction.on_commit(lambda: store.folder_delete(prefix))
