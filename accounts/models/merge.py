"""Two accounts of one person: what was proposed, what was decided, what was merged."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import ProposalStatus


class IdentityPrint(models.Model):
    """A hash of what identifies a person, as the last search for duplicates saw it.

    A person whose hash is still the same needs no new search. Changed by `accounts.duplicates`.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="identity_print",
    )
    digest = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("identity print")
        verbose_name_plural = _("identity prints")
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest


class IdentityKey(models.Model):
    """One key under which a person is looked for: two people under one key are compared."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="identity_keys"
    )
    key = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("identity key")
        verbose_name_plural = _("identity keys")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["key", "user"], name="identity_key_once"),
        ]

    def __str__(self) -> str:
        return self.key


class DuplicateProposal(models.Model):
    """Two accounts that are perhaps one person: `first` is the older one.

    `reasons` holds codes of `accounts.duplicates.scoring`. `digest` is what the two looked like
    when the pair was last weighed: a pair that was dismissed comes back only when it differs.
    Changed by `accounts.duplicates.services` and the merge.
    """

    first = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="duplicates_as_first"
    )
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="duplicates_as_second"
    )
    score = models.PositiveSmallIntegerField(_("score"))
    reasons = models.JSONField(_("reasons"), default=list)
    digest = models.CharField(max_length=65)
    status = models.CharField(
        _("status"), max_length=12, choices=ProposalStatus.choices, default=ProposalStatus.OPEN
    )
    found_at = models.DateTimeField(_("found on"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("decided by"),
    )
    note = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")
        default_permissions = ()
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="proposal_once_per_pair"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="proposal_in_order"
            ),
        ]
        indexes = [models.Index(fields=["status", "-score"], name="proposal_status_idx")]

    def __str__(self) -> str:
        return f"{self.first_id} · {self.second_id}"


class AccountMerge(models.Model):
    """One account became a pointer to another: what moved, and what gave way, kept whole.

    `choices` says from which account each value came where the two differed. `moved` counts rows
    per table and field. `set_aside` holds the rows that the constraints did not let stand twice,
    as they were. Written by `accounts.merge.services.accounts_merge`, never changed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survivor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="merges_into"
    )
    merged = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="merge"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("merged on"), auto_now_add=True)
    reason = models.CharField(_("reason"), max_length=300)
    choices = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    set_aside = models.JSONField(default=list, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("merge of two accounts")
        verbose_name_plural = _("merges of accounts")
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.survivor_id}"
