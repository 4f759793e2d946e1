"""Every act of staff for others writes an entry: who, on whom, from what to what."""

import datetime as dt
import re
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import User
from accounts.role_changes import roles_set
from certificates.services import certificate_correct, certificate_revoke
from core.audit import AuditGroup, audit_groups
from courses.enrolment.invitations.services import person_invite
from courses.enrolment.services import (
    enrolment_extend,
    enrolment_reopen,
    enrolment_transfer,
    enrolment_withdraw,
    request_create,
    request_decide,
)
from courses.models import Enrolment
from courses.workshops.enums import AttendanceSource
from courses.workshops.services.attendance import Mark, mark_write
from courses.workshops.services.closing import attendance_correct, session_close
from courses.workshops.services.sessions import session_cancel
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.certificates import certificate_make
from tests.factories.enrolment import CohortFactory, EnrolmentFactory, EnrolmentPolicyFactory
from tests.factories.workshops import SessionFactory

APPS = ("accounts", "certificates", "core", "courses", "h5p", "pages", "reports", "xapi")


def ours() -> set[str]:
    return {code for code, _label in registry.get_choices() if not code.startswith("wagtail")}


def test_every_action_has_a_group():
    assert set(audit_groups()) == ours()
    assert {group.value for group in audit_groups().values()} == set(AuditGroup.values)


def test_every_action_is_written_by_some_code_and_none_without_being_known():
    written: set[str] = set()
    for app in APPS:
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            if "audit_write" in text or "log(" in text:
                written |= {code for code in ours() if f'"{code}"' in text}
                named = re.findall(r'action="((?!wagtail)[\w.]+)"', text)
                assert set(named) <= ours(), path
    assert written == ours()


def _mark(state: str, reason: str = "") -> Mark:
    return Mark(state=state, marked_at=timezone.now(), client_id=uuid.uuid4(), reason=reason)


def _withdraw(by: User) -> User:
    row = EnrolmentFactory()
    enrolment_withdraw(enrolment=row, by=by, reason="Départ")
    return row.user


def _reopen(by: User) -> User:
    row = EnrolmentFactory(status="withdrawn")
    enrolment_reopen(subject=row, by=by, reason="Retour")
    return row.user


def _transfer(by: User) -> User:
    cohort = CohortFactory()
    row = EnrolmentFactory(course=cohort.course, cohort=CohortFactory(course=cohort.course))
    enrolment_transfer(subject=row, cohort=cohort, by=by, reason="Autre ville")
    return row.user


def _extend(by: User) -> User:
    row = EnrolmentFactory(access_until=timezone.localdate())
    later = timezone.localdate() + dt.timedelta(days=30)
    enrolment_extend(enrolment=row, until=later, by=by, reason="Congé")
    return row.user


def _request(by: User) -> User:
    policy = EnrolmentPolicyFactory(mode="request")
    user = UserFactory()
    asked = request_create(user=user, target=policy.course, language="fr")
    request_decide(request=asked, approve=True, by=by)
    return user


def _roles(by: User) -> User:
    user = UserFactory(role=Role.TRAINER)
    roles_set(user=user, roles=[Role.AUTHOR], organisations=[], by=by)
    return user


def _managed(by: User) -> User:
    user = UserFactory()
    old, new = OrganisationFactory(), OrganisationFactory()
    for organisation in (old, new):
        roles_set(user=user, roles=[Role.INSTITUTION_MANAGER], organisations=[organisation], by=by)
    return user


def _session_over() -> tuple[Any, Enrolment]:
    session = SessionFactory(over=True)
    return session, EnrolmentFactory(course=session.unit.course)


def _attendance(by: User) -> User:
    session, row = _session_over()
    for state in ("absent", "present"):
        mark_write(
            session=session,
            enrolment=row,
            mark=_mark(state),
            source=AttendanceSource.LIST,
            by=by,
        )
    return row.user


def _close(by: User) -> None:
    session_close(session=_session_over()[0], signed_name="Nom", by=by)


def _cancel(by: User) -> None:
    session_cancel(session=SessionFactory(), reason="Salle fermée", by=by)


def _correct_attendance(by: User) -> User:
    session, row = _session_over()
    mark_write(
        session=session, enrolment=row, mark=_mark("absent"), source=AttendanceSource.LIST, by=by
    )
    session_close(session=session, signed_name="Nom", by=by)
    attendance_correct(
        session=session, enrolment=row, mark=_mark("present", "Feuille signée"), by=by
    )
    return row.user


def _revoke(by: User) -> User:
    certificate = certificate_make()
    certificate_revoke(certificate=certificate, reason="Erreur", by=by)
    return certificate.user


def _correct_certificate(by: User) -> User:
    certificate = certificate_make()
    certificate_correct(
        certificate=certificate, name_latin="Autre Nom", name_arabic="", reason="Faute", by=by
    )
    return certificate.user


ACTS: list[tuple[str, AuditGroup, Callable[[User], User | None]]] = [
    ("courses.enrolment", AuditGroup.ENROLMENTS, _withdraw),
    ("courses.enrolment", AuditGroup.ENROLMENTS, _reopen),
    ("courses.enrolment", AuditGroup.ENROLMENTS, _transfer),
    ("courses.enrolment", AuditGroup.ENROLMENTS, _extend),
    ("courses.request", AuditGroup.ENROLMENTS, _request),
    ("accounts.roles", AuditGroup.ROLES, _roles),
    ("accounts.managed", AuditGroup.ROLES, _managed),
    ("courses.attendance", AuditGroup.ATTENDANCE, _attendance),
    ("courses.session_close", AuditGroup.ATTENDANCE, _close),
    ("courses.session_cancel", AuditGroup.ATTENDANCE, _cancel),
    ("courses.attendance_correct", AuditGroup.ATTENDANCE, _correct_attendance),
    ("certificates.revoke", AuditGroup.CERTIFICATES, _revoke),
    ("certificates.correct", AuditGroup.CERTIFICATES, _correct_certificate),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "group", "act"), ACTS, ids=[act.__name__.strip("_") for _a, _g, act in ACTS]
)
def test_an_act_says_who_on_whom_and_from_what_to_what(
    action: str, group: AuditGroup, act: Callable[[User], User | None]
):
    by = UserFactory(role=Role.ADMINISTRATOR)
    person = act(by)
    entry = ModelLogEntry.objects.filter(action=action).first()
    assert entry is not None
    assert audit_groups()[action] == group
    assert entry.user == by
    assert entry.data["from"]
    assert entry.data["to"]
    assert entry.data["from"] != entry.data["to"]
    if person is not None:
        assert entry.data["person"] == str(person.uuid)


@pytest.mark.django_db
def test_an_invitation_that_is_revoked_says_what_it_was():
    from courses.enrolment.invitations.services import invitation_revoke  # noqa: PLC0415

    by = UserFactory(role=Role.ADMINISTRATOR)
    invitation = person_invite(
        data={
            "given_name": "Amina",
            "family_name": "Exemple",
            "email": "amina@example.org",
            "language": "fr",
        },
        by=by,
    )
    invitation_revoke(invitation=invitation, by=by)
    entry = ModelLogEntry.objects.filter(action="courses.invitation").first()
    assert entry is not None
    assert (entry.data["from"], entry.data["to"]) == ("sent", "revoked")


@pytest.mark.django_db
def test_a_mark_that_changes_nothing_and_ones_own_scan_write_nothing():
    session, row = _session_over()
    by = UserFactory()
    for source, who in ((AttendanceSource.QR, row.user), (AttendanceSource.LIST, by)):
        mark_write(session=session, enrolment=row, mark=_mark("present"), source=source, by=who)
    assert not ModelLogEntry.objects.filter(action="courses.attendance").exists()


@pytest.mark.django_db
def test_lists_that_leave_the_platform_are_written_down(client: Client, settings: Any):
    settings.LMS_STAFF_MFA_REQUIRED = False
    admin = UserFactory(role=Role.ADMINISTRATOR)
    client.force_login(admin)
    certificate_make()
    session = SessionFactory(trainer=admin)
    for address, action, ask, status in (
        ("/admin/results/completion/?format=csv", "reports.export", client.get, 200),
        ("/admin/results/reached/?format=xlsx", "reports.export", client.get, 200),
        ("/admin/certificates/zip/", "certificates.export", client.post, 302),
        (f"/fr/sessions/run/{session.uuid}/sheet.pdf", "courses.sheet_export", client.get, 200),
        ("/admin/audit/?format=csv", "accounts.audit_export", client.get, 200),
    ):
        before = ModelLogEntry.objects.filter(action=action).count()
        assert ask(address).status_code == status, address
        assert ModelLogEntry.objects.filter(action=action).count() == before + 1, address
