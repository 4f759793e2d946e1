"""Personal links: secret, single use, for one person, without typing again what is known."""

import datetime as dt
import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.models import SECRET_MARK, Consent, Notice, User
from accounts.notices import notices_deliver_due
from courses.enrolment.invitations.exceptions import InvitationAddressError, InvitationGoneError
from courses.enrolment.invitations.services import (
    account_open,
    invitation_accept,
    invitation_create,
    invitation_resend,
    invitation_revoke,
    person_invite,
    secret_hash,
)
from courses.models import Enrolment, EnrolmentEvent, Invitation
from tests.concurrency import run_at_once
from tests.factories.accounts import (
    ConsentTextFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.factories.enrolment import CohortFactory

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://\S+?(/(?:fr|ar)/invitations/\S+)")


def fresh(**values: Any) -> Any:
    user = UserFactory(**values)
    user.set_unusable_password()
    user.save()
    return user


def link_of(user: Any) -> str:
    """Send what is due; return the path of the link in the person's last mail."""
    notices_deliver_due()
    bodies = [one.body for one in mail.outbox if user.mail_address in one.to]
    found = LINK.search(str(bodies[-1]))
    assert found is not None
    return found[1]


@pytest.fixture
def cohort() -> Any:
    ConsentTextFactory()
    return CohortFactory()


def invite(user: Any, cohort: Any) -> Any:
    return invitation_create(user=user, by=UserFactory(), target=cohort.course, cohort=cohort)


def filled(html: str) -> dict[str, str]:
    """What the form has been filled with."""
    found = dict(re.findall(r'name="(\w+)" value="([^"]*)"', html))
    found.update(re.findall(r'name="(\w+)" value="([^"]*)"[^>]* checked', html))
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def test_only_a_hash_is_kept_and_the_log_shows_no_secret(cohort: Any):
    user = fresh()
    invitation = invite(user, cohort)
    secret = link_of(user).rstrip("/").rpartition("/")[2]
    assert len(secret) >= 32
    assert invitation.secret_hash == secret_hash(secret)
    notice = Notice.objects.get()
    assert (notice.secret, SECRET_MARK in notice.text, secret in notice.text) == ("", True, False)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_link_opens_an_account_with_what_is_known(client: Client, cohort: Any, language: str):
    user = fresh(language=language, given_name="Amina", gender="F")
    agency = OrganisationFactory(name_fr="Agence exemple")
    MembershipFactory(user=user, organisation=agency, region="09")
    invite(user, cohort)
    link = link_of(user)
    assert link.startswith(f"/{language}/")
    answer = client.get(link)
    html = answer.content.decode()
    assert (answer.status_code, answer["Referrer-Policy"]) == (200, "same-origin")
    known = filled(html)
    assert (known["given_name"], known["organisation"], known["region"], known["gender"]) == (
        "Amina",
        str(agency.pk),
        "09",
        "F",
    )
    refused = client.post(link, known)
    assert refused.status_code == 400
    assert Enrolment.objects.count() == 0
    answer = client.post(link, {**known, "consent": "on", "family_name": "Corrigée"})
    assert answer["Location"] == f"/{language}/courses/{cohort.course.code}/continue/"
    user.refresh_from_db()
    assert (user.family_name, user.last_login is not None) == ("Corrigée", True)
    assert int(client.session["_auth_user_id"]) == user.pk
    assert Consent.objects.filter(user=user, language=language).count() == 1
    assert EmailAddress.objects.get(user=user).verified
    row = Enrolment.objects.get()
    assert (row.user, row.cohort) == (user, cohort)
    assert EnrolmentEvent.objects.get().way == "invitation"


def test_a_link_works_once(client: Client, cohort: Any):
    user = fresh()
    invite(user, cohort)
    link = link_of(user)
    known = {**filled(client.get(link).content.decode()), "consent": "on", "region": "01"}
    client.post(link, known)
    for other in (Client(), client):
        assert other.get(link).status_code == 410
        assert other.post(link, known).status_code == 410
    assert Enrolment.objects.count() == 1


def test_each_person_behind_a_shared_mailbox_gets_a_link_and_needs_a_password(
    client: Client, cohort: Any
):
    people = [
        fresh(email="", contact_email="agence@example.org", given_name=name)
        for name in ("Amina", "Salma")
    ]
    links = []
    for user in people:
        invite(user, cohort)
        links.append(link_of(user))
    assert len(set(links)) == 2
    assert [("Amina" in one.subject, one.to) for one in mail.outbox] == [
        (True, ["agence@example.org"]),
        (False, ["agence@example.org"]),
    ]
    assert "partagée" in mail.outbox[0].body
    known = {**filled(client.get(links[0]).content.decode()), "consent": "on", "region": "01"}
    assert client.post(links[0], known).status_code == 400
    answer = client.post(links[0], {**known, "password": "une-phrase-longue-2026"})
    assert answer.status_code == 302
    people[0].refresh_from_db()
    assert people[0].check_password("une-phrase-longue-2026")
    assert EmailAddress.objects.count() == 0


def test_a_weak_password_is_refused(client: Client, cohort: Any):
    user = fresh()
    invite(user, cohort)
    link = link_of(user)
    known = {**filled(client.get(link).content.decode()), "consent": "on", "region": "01"}
    assert client.post(link, {**known, "password": "12345"}).status_code == 400
    user.refresh_from_db()
    assert not user.has_usable_password()


def test_an_existing_account_signs_in_and_accepts(client: Client, cohort: Any):
    user = UserFactory(last_login=timezone.now())
    user.set_password("une-phrase-longue-2026")
    user.save()
    invite(user, cohort)
    link = link_of(user)
    html = client.get(link).content.decode()
    assert "/accounts/login/?next=" in html
    assert user.given_name not in html.split("<main")[1]
    assert client.post(link).status_code == 200
    assert Enrolment.objects.count() == 0
    client.force_login(user)
    assert client.post(link).status_code == 302
    assert Enrolment.objects.get().user == user


def test_an_invitation_of_somebody_else_is_refused(client: Client, cohort: Any):
    user, other = fresh(), UserFactory()
    invite(user, cohort)
    link = link_of(user)
    client.force_login(other)
    assert [client.get(link).status_code, client.post(link).status_code] == [403, 403]
    assert Enrolment.objects.count() == 0


@pytest.mark.parametrize("harm", ["expired", "revoked", "replaced", "forged", "closed"])
def test_what_is_no_longer_valid_has_one_clear_page(client: Client, cohort: Any, harm: str):
    user = fresh()
    invitation = invite(user, cohort)
    link = link_of(user)
    if harm == "expired":
        Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    elif harm == "revoked":
        invitation_revoke(invitation=invitation, by=UserFactory())
    elif harm == "replaced":
        invitation_resend(invitation=invitation, by=UserFactory())
    elif harm == "forged":
        link = link[:-6] + "AAAAA/"
    else:
        User.objects.filter(pk=user.pk).update(is_active=False)
    answer = client.get(link)
    assert answer.status_code == 410
    assert user.given_name not in answer.content.decode().split("<main")[1]
    assert "plus valable" in answer.content.decode()


def test_sending_again_makes_a_new_link_and_a_new_date(client: Client, cohort: Any):
    user, staff = fresh(), UserFactory()
    invitation = invite(user, cohort)
    client.get(link_of(user))
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(days=1))
    invitation_resend(invitation=invitation, by=staff)
    invitation.refresh_from_db()
    assert (invitation.state, invitation.sent_count) == ("sent", 2)
    assert client.get(link_of(user)).status_code == 200
    invitation.refresh_from_db()
    assert invitation.state == "opened"
    entry = ModelLogEntry.objects.get(action="courses.invitation")
    assert (entry.user, entry.data["to"]) == (staff, "resent")


def test_revoked_before_sending_nothing_is_sent(cohort: Any):
    user = fresh()
    invitation_revoke(invitation=invite(user, cohort), by=UserFactory())
    assert (notices_deliver_due(), Notice.objects.get().secret) == (0, "")
    with pytest.raises(InvitationGoneError):
        invitation_resend(invitation=Invitation.objects.get(), by=UserFactory())


def test_invited_twice_there_is_one_invitation(cohort: Any):
    user = fresh()
    assert invite(user, cohort) == invite(user, cohort)
    assert Notice.objects.count() == 1


def test_without_an_address_nobody_is_invited(cohort: Any):
    assert invite(fresh(email=""), cohort) is None
    with pytest.raises(InvitationAddressError):
        person_invite(data={"family_name": "Essai", "language": "fr"}, by=UserFactory())


def test_one_person_is_invited_by_their_data(cohort: Any):
    data = {
        "given_name": "Amina",
        "family_name": "Essai",
        "email": "a@example.org",
        "language": "ar",
    }
    first = person_invite(data=data, by=UserFactory(), target=cohort.course, cohort=cohort)
    second = person_invite(data=data, by=UserFactory(), target=cohort.course, cohort=cohort)
    assert (first, first.user.language) == (second, "ar")
    other = person_invite(data={**data, "given_name": "Salma"}, by=UserFactory())
    assert (other.user.email, other.user.contact_email) == ("", "a@example.org")


@pytest.mark.django_db(transaction=True)
def test_accepted_twice_at_once_it_is_accepted_once():
    cohort = CohortFactory(seats=1)
    text = ConsentTextFactory()
    user = fresh(given_name="Salma", family_name="Essai")
    invitation = invite(user, cohort)

    def accept() -> Any:
        return account_open(
            invitation=invitation,
            data={"given_name": "Salma", "family_name": "Essai", "language": "fr"},
            password="",
            consent_text=text,
            language="fr",
        )

    results = run_at_once([accept] * 4)
    assert sorted(type(result).__name__ for result in results) == [
        "Entry",
        "InvitationGoneError",
        "InvitationGoneError",
        "InvitationGoneError",
    ]
    assert Enrolment.objects.get().cohort == cohort
    assert Consent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_invited_to_the_last_seat_get_one_and_a_place_to_wait():
    cohort = CohortFactory(seats=1)
    people = [fresh() for _number in range(6)]
    invitations = [invite(user, cohort) for user in people]
    results = run_at_once(
        [
            lambda one=one, user=user: invitation_accept(invitation=one, user=user, language="fr")
            for one, user in zip(invitations, people, strict=True)
        ]
    )
    assert sorted(entry.is_in for entry in results) == [False] * 5 + [True]
    assert Invitation.objects.filter(accepted_at=None).count() == 0
