"""The store of statements. Rows are added, never changed."""

import hashlib
import uuid
from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from xapi.enums import ObjectType, ReferenceRole


def key_of(text: str) -> str:
    """Return the index key of an identifier: short and of one length, however long the address."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class AppendOnlyQuerySet(models.QuerySet):
    """Refuses to change or remove what was recorded."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("statements are append-only")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise TypeError("statements are append-only")


class Statement(models.Model):
    """One statement: the columns that questions are asked by, and the whole of it in `raw`.

    Added by `xapi.services.statement_store` only. The columns follow the filters of the
    specification's `GET /statements` (statement id, agent, verb, activity, registration, since,
    until, limit by `stored`); what is named besides actor and object is in `StatementReference`.
    `sequence` (the primary key) orders statements that were stored in the same moment.
    """

    sequence = models.BigAutoField(primary_key=True)
    statement_id = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True)
    version = models.CharField(max_length=8, default="1.0.3")
    actor = models.JSONField()
    actor_key = models.CharField(max_length=32)
    verb_id = models.TextField(_("verb"))
    verb_key = models.CharField(max_length=32)
    object_type = models.CharField(
        max_length=12, choices=ObjectType.choices, default=ObjectType.ACTIVITY
    )
    object_id = models.TextField(_("object"))
    object_key = models.CharField(max_length=32)
    registration = models.UUIDField(null=True, blank=True)
    authority = models.JSONField()
    result = models.JSONField(null=True, blank=True)
    context = models.JSONField(null=True, blank=True)
    timestamp = models.DateTimeField(_("happened on"))
    stored = models.DateTimeField(_("stored on"))
    voided = models.BooleanField(default=False)
    # The statement as it is given out again. `digest` tells the same one sent twice from another.
    raw = models.JSONField()
    digest = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["sequence"]
        indexes = [
            models.Index(fields=["stored", "sequence"], name="statement_stored_idx"),
            models.Index(fields=["registration", "sequence"], name="statement_registration_idx"),
            models.Index(fields=["actor_key", "sequence"], name="statement_actor_idx"),
            models.Index(
                fields=["object_key", "verb_key", "sequence"], name="statement_object_idx"
            ),
            models.Index(fields=["verb_key", "sequence"], name="statement_verb_idx"),
        ]

    def __str__(self) -> str:
        return str(self.statement_id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; refuse to change."""
        if not self._state.adding:
            raise TypeError("statements are append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("statements are append-only")


class StatementReference(models.Model):
    """Another activity or agent that a statement names, for `related_activities` and `_agents`."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="references")
    role = models.CharField(max_length=12, choices=ReferenceRole.choices)
    is_agent = models.BooleanField()
    key = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("reference of a statement")
        verbose_name_plural = _("references of statements")
        indexes = [models.Index(fields=["key", "statement"], name="reference_key_idx")]

    def __str__(self) -> str:
        return f"{self.statement_id} · {self.role}"
