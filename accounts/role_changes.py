"""Giving and taking roles, for staff: audited, from what to what."""

from collections.abc import Iterable

from django.db import transaction

from accounts.enums import Role
from accounts.exceptions import LastAdministratorError, ManagerWithoutInstitutionError
from accounts.models import ManagerGrant, Organisation, User
from accounts.roles import ACCESS, MODEL_PERMISSIONS, role_give, role_take, roles_of
from core.audit import audit_write


@transaction.atomic
def roles_set(
    *, user: User, roles: Iterable[Role], organisations: Iterable[Organisation], by: User
) -> None:
    """Give the person exactly these roles, and a manager exactly these institutions.

    Without the manager's role the institutions managed are taken too. Each of the two is written
    to the audit trail when it changes. Raises LastAdministratorError when no active administrator
    would be left, ManagerWithoutInstitutionError. Never touches superusers' own rights.
    """
    wanted = frozenset(roles)
    managed = set(organisations) if Role.INSTITUTION_MANAGER in wanted else set()
    if Role.INSTITUTION_MANAGER in wanted and not managed:
        raise ManagerWithoutInstitutionError
    # All administrators' rows: two of them who drop each other at once wait here.
    administrators = list(
        User.objects.select_for_update(of=("self",))
        .filter(groups__name=Role.ADMINISTRATOR.value, is_active=True)
        .order_by("pk")
    )
    locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    held = roles_of(locked)
    leaves = Role.ADMINISTRATOR in held - wanted
    if leaves and locked.is_active and [row.pk for row in administrators] == [locked.pk]:
        raise LastAdministratorError
    for role in wanted - held:
        role_give(user=locked, role=role)
    for role in held - wanted:
        role_take(user=locked, role=role)
    may_enter = locked.is_superuser or any(ACCESS in MODEL_PERMISSIONS[role] for role in wanted)
    if locked.is_staff != may_enter:
        locked.is_staff = may_enter
        locked.save(update_fields=["is_staff"])
    if wanted != held:
        audit_write(
            action="accounts.roles",
            instance=locked,
            by=by,
            person=locked,
            before=sorted(held),
            after=sorted(wanted),
        )
    _grants_set(locked, managed, by)
    user.refresh_from_db()
    user.__dict__.pop("_roles", None)


def _grants_set(user: User, wanted: set[Organisation], by: User) -> None:
    grants = ManagerGrant.objects.filter(user=user).select_related("organisation")
    held = {grant.organisation for grant in grants}
    if wanted == held:
        return
    ManagerGrant.objects.filter(user=user, organisation__in=held - wanted).delete()
    ManagerGrant.objects.bulk_create(
        [ManagerGrant(user=user, organisation=row) for row in wanted - held]
    )
    audit_write(
        action="accounts.managed",
        instance=user,
        by=by,
        person=user,
        before=sorted(row.code for row in held),
        after=sorted(row.code for row in wanted),
    )
