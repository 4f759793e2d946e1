"""Roles exist as soon as the database does."""

from typing import Any

from django.db.models.signals import post_migrate
from django.dispatch import receiver

from accounts.roles import roles_sync


@receiver(post_migrate)
def roles_after_migrate(sender: Any, **kwargs: Any) -> None:
    """Sync the roles once all apps are migrated (the last app's signal sees every permission)."""
    if sender.name == "django.contrib.sessions" and kwargs.get("apps"):
        roles_sync()
