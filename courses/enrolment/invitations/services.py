"""Inviting: sent with a fresh secret each time, accepted once, by the person invited only."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare

from accounts.models import SECRET_MARK, ConsentText, User
from accounts.notices import (
    NoticeDraft,
    notice_cancel,
    notice_queue,
    notice_render,
    notices_write,
)
from accounts.services import consent_give, profile_update
from core.audit import audit_write
from courses.catalogue.models import Course, Programme
from courses.enrolment.enums import EntryWay
from courses.enrolment.imports.lines import Draft
from courses.enrolment.imports.matching import Accounts
from courses.enrolment.imports.models import ImportRun
from courses.enrolment.imports.people import person_create
from courses.enrolment.invitations.exceptions import (
    InvitationAddressError,
    InvitationForAnotherError,
    InvitationGoneError,
)
from courses.enrolment.invitations.models import Invitation, InvitationState
from courses.enrolment.models import Cohort, Target
from courses.enrolment.services import Entry, EntryAsk, enter

VALID_FOR = dt.timedelta(days=30)
TEMPLATE = "courses/mails/invitation"


def secret_hash(secret: str) -> str:
    """Return what is kept of a link's secret (random, so that one fast hash is enough)."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_fresh(user: User) -> bool:
    """Return whether the account was made for the person and never used by them."""
    return user.last_login is None and not user.has_usable_password()


@transaction.atomic
def invitation_create(
    *,
    user: User,
    by: User,
    target: Target | None = None,
    cohort: Cohort | None = None,
    run: ImportRun | None = None,
) -> Invitation | None:
    """Invite a person and send the mail; None without an address to write to.

    Invited again to the same, the open invitation is returned and nothing is sent.
    """
    if not user.mail_address:
        return None
    wanted = _wanted(target, cohort)
    for known in Invitation.objects.filter(user=user, revoked_at=None, **wanted):
        if known.is_open or (known.accepted_at and not is_fresh(user)):
            return known
    invitation = Invitation(user=user, created_by=by, run=run, address=user.mail_address, **wanted)
    _send(invitation)
    return invitation


def _wanted(target: Target | None, cohort: Cohort | None) -> dict[str, Any]:
    return {
        "course": target if isinstance(target, Course) and cohort is None else None,
        "programme": target if isinstance(target, Programme) and cohort is None else None,
        "cohort": cohort,
    }


@transaction.atomic
def invitations_create(
    *,
    users: Sequence[User],
    by: User,
    target: Target | None = None,
    cohort: Cohort | None = None,
    run: ImportRun | None = None,
) -> None:
    """As `invitation_create` for many at once: in bulk for those never invited to it."""
    wanted = _wanted(target, cohort)
    invited = set(
        Invitation.objects.filter(user__in=users, **wanted).values_list("user_id", flat=True)
    )
    fresh: list[Invitation] = []
    drafts: list[tuple[Invitation, str]] = []
    for user in {user.pk: user for user in users}.values():
        if user.pk in invited:
            invitation_create(user=user, by=by, target=target, cohort=cohort, run=run)
        elif user.mail_address:
            one = Invitation(user=user, created_by=by, run=run, address=user.mail_address, **wanted)
            drafts.append((one, _secret_put(one)))
            fresh.append(one)
    Invitation.objects.bulk_create(fresh)
    notices_write([_draft(one, secret) for one, secret in drafts])


def _draft(invitation: Invitation, secret: str) -> NoticeDraft:
    user = invitation.user
    subject, text = notice_render(
        template=TEMPLATE, context=_context(invitation), user=user, language=user.language
    )
    return NoticeDraft(
        kind="invitation",
        key=_key(invitation),
        user_id=user.pk,
        address=invitation.address,
        language=user.language,
        subject=subject,
        text=text,
        secret=secret,
    )


@transaction.atomic
def person_invite(
    *,
    data: dict[str, Any],
    by: User,
    target: Target | None = None,
    cohort: Cohort | None = None,
) -> Invitation:
    """Invite one person by their data, as a line of an import: matched, or a new account.

    Raises InvitationAddressError.
    """
    draft = Draft(number=1, data=dict(data))
    found = Accounts([draft]).find(draft, is_shared=False)
    if found.takes_address:
        draft.data["is_shared"] = True
    user = found.user or person_create(draft.data)
    invitation = invitation_create(user=user, by=by, target=target, cohort=cohort)
    if invitation is None:
        raise InvitationAddressError
    return invitation


@transaction.atomic
def invitation_resend(*, invitation: Invitation, by: User) -> Invitation:
    """Send again with a new link and a new date of expiry; the link before dies. Audited.

    Raises InvitationGoneError when it was accepted or revoked.
    """
    locked = _locked(invitation)
    if locked.accepted_at or locked.revoked_at or not locked.user.mail_address:
        raise InvitationGoneError
    before = locked.state
    locked.address = locked.user.mail_address
    locked.opened_at = None
    _send(locked)
    _audit(locked, by, before, "resent")
    return locked


@transaction.atomic
def invitation_revoke(*, invitation: Invitation, by: User) -> None:
    """Make the link lead nowhere. Idempotent; an accepted invitation stays. Audited."""
    locked = _locked(invitation)
    if locked.accepted_at or locked.revoked_at:
        return
    before = locked.state
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    notice_cancel(_key(locked))
    _audit(locked, by, before, "revoked")


def _audit(invitation: Invitation, by: User, before: InvitationState, act: str) -> None:
    target = invitation.target
    audit_write(
        action="courses.invitation",
        instance=invitation,
        by=by,
        person=invitation.user,
        before=before.value,
        after=act,
        target=target.code if target else "",
    )


def _locked(invitation: Invitation) -> Invitation:
    return (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("user", "cohort__course", "cohort__programme", "course", "programme")
        .get(pk=invitation.pk)
    )


def _key(invitation: Invitation) -> str:
    return f"invitation:{invitation.pk}:{invitation.sent_count}"


def _secret_put(invitation: Invitation) -> str:
    """Give it a new secret and a new date, unsaved; only the secret's hash is kept."""
    secret = secrets.token_urlsafe(24)
    now = timezone.now()
    invitation.secret_hash = secret_hash(secret)
    invitation.sent_count += 1
    invitation.sent_at = now
    invitation.expires_at = now + VALID_FOR
    return secret


def _send(invitation: Invitation) -> None:
    """Save it with a new secret and write the mail."""
    if invitation.sent_count:
        notice_cancel(_key(invitation))
    secret = _secret_put(invitation)
    invitation.save()
    user = invitation.user
    notice_queue(
        kind="invitation",
        key=_key(invitation),
        template=TEMPLATE,
        context=_context(invitation),
        user=user,
        address=invitation.address,
        language=user.language,
        secret=secret,
    )


def _context(invitation: Invitation) -> dict[str, Any]:
    user, target = invitation.user, invitation.target
    with translation.override(user.language):
        path = reverse("courses:invitation", args=[invitation.uuid, "SECRET"])
        return {
            "url": settings.SITE_URL.rstrip("/") + path.replace("SECRET", SECRET_MARK),
            "title": target.title if target else "",
            "cohort": invitation.cohort,
            "expires_at": invitation.expires_at,
            "is_fresh": is_fresh(user),
            "is_shared": not user.email,
        }


def invitation_find(*, uuid: UUID, secret: str) -> Invitation:
    """Return the open invitation of a link. Raises InvitationGoneError, whatever is wrong."""
    found = (
        Invitation.objects.filter(uuid=uuid)
        .select_related("user", "cohort__course", "cohort__programme", "course", "programme")
        .first()
    )
    kept = found.secret_hash if found else secret_hash("")
    is_right = constant_time_compare(kept, secret_hash(secret))
    if found is None or not is_right or not found.is_open or not found.user.is_active:
        raise InvitationGoneError
    return found


def invitation_open(*, invitation: Invitation) -> None:
    """Note that the link was opened, the first time."""
    rows = Invitation.objects.filter(pk=invitation.pk, opened_at=None)
    rows.update(opened_at=timezone.now())


@transaction.atomic
def invitation_accept(*, invitation: Invitation, user: User, language: str) -> Entry | None:
    """Take the place up as the person invited; None when there was only the account to open.

    Single use: the row is locked and looked at again. Raises InvitationForAnotherError,
    InvitationGoneError, SeatsTakenError.
    """
    locked = _locked(invitation)
    if locked.user_id != user.pk:
        raise InvitationForAnotherError
    if not locked.is_open:
        raise InvitationGoneError
    locked.accepted_at = timezone.now()
    locked.save(update_fields=["accepted_at"])
    if locked.target is None:
        return None
    return enter(
        EntryAsk(
            user=user,
            target=locked.target,
            language=language,
            way=EntryWay.INVITATION,
            cohort=locked.cohort,
        )
    )


@transaction.atomic
def account_open(
    *,
    invitation: Invitation,
    data: dict[str, Any],
    password: str,
    consent_text: ConsentText,
    language: str,
) -> Entry | None:
    """Open the account that was made for the person, with their corrections and consent.

    The link proves the personal address when it was sent there. Raises InvitationGoneError when
    the account is in use already, and what `invitation_accept` raises.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=invitation.user_id)
    if not is_fresh(user):
        raise InvitationGoneError
    entry = invitation_accept(invitation=invitation, user=user, language=language)
    profile_update(user=user, data=data)
    consent_give(user=user, text=consent_text, language=language)
    if password:
        user.set_password(password)
        user.save(update_fields=["password"])
    if user.email and user.email.lower() == invitation.address.lower():
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
    return entry
