"""Roles exist as soon as the database does; the audit trail stays as it was written."""

from typing import Any

from django.db.models.signals import post_migrate, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from accounts.memberships.guard import overlap_guard_ensure
from accounts.models import User
from accounts.roles import roles_sync
from core.audit import AuditFrozenError


@receiver(post_migrate)
def roles_after_migrate(sender: Any, **kwargs: Any) -> None:
    """Sync the roles once all apps are migrated (the last app's signal sees every permission)."""
    if sender.name == "django.contrib.sessions" and kwargs.get("apps"):
        roles_sync()


@receiver(post_migrate)
def overlap_guard_after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    """No two memberships on one day, as soon as the table exists."""
    if sender.name == "accounts":
        overlap_guard_ensure(using)


@receiver(post_save, sender=User)
def admin_language_follows(sender: Any, instance: User, raw: bool = False, **kwargs: Any) -> None:
    """The administration speaks the language that the person prefers."""
    if raw or not instance.is_staff:
        return
    UserProfile.objects.update_or_create(
        user=instance, defaults={"preferred_language": instance.language}
    )


@receiver(pre_save, sender=ModelLogEntry)
def audit_is_not_changed(sender: Any, instance: ModelLogEntry, **kwargs: Any) -> None:
    """Entries are added; no screen, form or library changes one."""
    if instance.pk is not None:
        raise AuditFrozenError


@receiver(pre_delete, sender=ModelLogEntry)
def audit_is_not_deleted(sender: Any, **kwargs: Any) -> None:
    """Nor deletes one."""
    raise AuditFrozenError
