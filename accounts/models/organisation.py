"""Institutions as a tree, and who belonged where and when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from accounts.enums import OrganisationKind
from core.enums import Region
from core.fields import Localized


class Organisation(MP_Node):
    """An institution, a regional service or an agency. Changed by `accounts.institutions`.

    One that was merged into another stays as a pointer (`merged_into`): nothing hangs on it any
    more, nobody chooses it, and lists that still name it find the other one.
    """

    code = models.SlugField(_("code"), max_length=64, unique=True)
    name_fr = models.CharField(_("name in French"), max_length=200)
    name_ar = models.CharField(_("name in Arabic"), max_length=200)
    name = Localized("name")
    kind = models.CharField(_("type"), max_length=24, choices=OrganisationKind.choices)
    region = models.CharField(_("region"), max_length=2, choices=Region.choices, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    is_active = models.BooleanField(_("offered at registration"), default=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="merged_from",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        editable=False,
    )

    node_order_by = ["name_fr"]

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(is_active=False),
                name="organisation_merged_is_inactive",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person belonged to an institution from one day to another (None: still does).

    Both days are included. A move closes the row the day before and opens another one; past reports
    keep the institution of the time. On any day at most one row counts: the database refuses two
    that overlap (`accounts.memberships.guard`). Changed by `accounts.memberships.services`.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("institution"),
        null=True,
        blank=True,
    )
    organisation_other = models.CharField(_("other institution"), max_length=200, blank=True)
    region = models.CharField(_("region"), max_length=2, choices=Region.choices, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    position = models.CharField(_("position"), max_length=120, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(ends_on=None),
                name="membership_one_open_per_user",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="membership_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["user", "starts_on"], name="membership_user_start_idx")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.organisation_id or self.organisation_other}"


class ManagerGrant(models.Model):
    """A person manages an institution and all below it. Changed by `accounts.role_changes`.

    Whoever holds one holds the role of institution manager; being a member is not enough.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="manager_grants",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="manager_grants",
        verbose_name=_("institution"),
    )
    given_at = models.DateTimeField(_("given on"), auto_now_add=True)

    class Meta:
        verbose_name = _("institution managed")
        verbose_name_plural = _("institutions managed")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], name="manager_grant_once_per_institution"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.organisation_id}"
