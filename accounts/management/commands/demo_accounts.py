"""`manage.py demo_accounts`: one account per role, for the demonstration only."""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation

from accounts.demo import PASSWORD, PEOPLE, TOTP_SECRET, DemoPerson
from accounts.demo_duplicates import demo_duplicates_seed
from accounts.demo_institutions import demo_organisations
from accounts.enums import Role
from accounts.memberships.services import membership_move
from accounts.models import ManagerGrant, Organisation, User
from accounts.roles import role_give, roles_sync

HERE_SINCE = dt.timedelta(days=700)
MOVED_SINCE = dt.timedelta(days=150)


class Command(BaseCommand):
    """Idempotent: what exists is left alone. Prints the accounts."""

    help = "Create and print the demonstration's accounts (refuses outside LMS_DEMO)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create what is missing, then print."""
        if not getattr(settings, "LMS_DEMO", False):
            raise CommandError("LMS_DEMO is off: demonstration accounts are refused.")
        with transaction.atomic():
            roles_sync()
            self._organisations()
            for person in PEOPLE:
                self._person(person)
            demo_duplicates_seed()
        self._print()

    def _organisations(self) -> None:
        for row in demo_organisations():
            if Organisation.objects.filter(code=row.code).exists():
                continue
            values = {
                "code": row.code,
                "name_fr": row.name_fr,
                "name_ar": row.name_ar,
                "kind": row.kind,
                "region": row.region,
                "city": row.city,
            }
            if row.parent:
                Organisation.objects.get(code=row.parent).add_child(**values)
            else:
                Organisation.add_root(**values)

    def _person(self, person: DemoPerson) -> None:
        if User.objects.filter(username=person.username).exists():
            return
        given, family, given_ar, family_ar = person.names
        user = User.objects.create_user(
            person.username,
            PASSWORD,
            email="" if person.mailbox else f"{person.username}@example.org",
            contact_email=person.mailbox,
            staff_number=person.staff_number,
            given_name=given,
            family_name=family,
            given_name_ar=given_ar,
            family_name_ar=family_ar,
            gender=person.gender,
            language=person.language,
        )
        if user.email:
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        organisation = Organisation.objects.filter(code=person.organisation).first()
        today = timezone.localdate()
        if person.moved_from:
            former = Organisation.objects.get(code=person.moved_from)
            membership_move(
                user=user,
                organisation=former,
                region=former.region,
                starts_on=today - HERE_SINCE,
            )
        membership_move(
            user=user,
            organisation=organisation,
            region=person.region,
            starts_on=today - (MOVED_SINCE if person.moved_from else HERE_SINCE),
        )
        for role in person.roles:
            role_give(user=user, role=role)
        if Role.INSTITUTION_MANAGER in person.roles and organisation:
            ManagerGrant.objects.create(user=user, organisation=organisation)
        user.refresh_from_db()
        if user.is_staff and not is_mfa_enabled(user):
            TOTP.activate(user, TOTP_SECRET)

    def _print(self) -> None:
        with translation.override("fr"):
            labels = dict(Role.choices)
            self.stdout.write(f"Demonstration accounts (password: {PASSWORD})")
            for person in PEOPLE:
                roles = ", ".join(str(labels[role]) for role in person.roles)
                self.stdout.write(f"  {person.username:<12} {roles}")
        self.stdout.write("Staff also need a code: make demo-code")
