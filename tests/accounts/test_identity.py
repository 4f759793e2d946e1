"""Who is meant by what somebody types, and that nobody learns from it who has an account."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.identity import mailbox_is_shared, people_identified, person_meant
from accounts.models import Notice, User
from accounts.notices import notices_deliver_due
from core.phones import phone_normalize
from tests.factories.accounts import ConsentTextFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "une-phrase-longue-2026"
MAILBOX = "agence@example.org"


def colleague(number: str, **values: Any) -> User:
    user = UserFactory(email="", contact_email=MAILBOX, staff_number=number, **values)
    user.set_password(f"{PASSWORD}-{number}")
    user.save()
    return user


def code_sent() -> str:
    notices_deliver_due()
    found = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", str(mail.outbox[-1].body), re.M)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("06 12 34 56 78", "+212612345678"),
        ("612345678", "+212612345678"),
        ("٠٦١٢٣٤٥٦٧٨", "+212612345678"),
        ("00212 6-12-34-56-78", "+212612345678"),
        ("+33 1 23 45 67 89", "+33123456789"),
        ("12", ""),
        ("nadia", ""),
        ("", ""),
    ],
)
def test_a_telephone_has_one_form(typed: str, number: str):
    assert phone_normalize(typed) == number


@pytest.mark.parametrize(
    "typed", ["nadia.exemple", "NADIA@example.org", "06 12 34 56 78", "ab 12٣", "AB123"]
)
def test_every_name_leads_to_the_person(typed: str):
    user = UserFactory(
        username="nadia.exemple",
        email="nadia@example.org",
        phone="+212612345678",
        staff_number="AB123",
    )
    UserFactory()
    assert people_identified(typed) == [user]


def test_a_shared_mailbox_names_nobody_and_that_of_one_person_names_them():
    first = colleague("1001")
    assert (person_meant(people_identified(MAILBOX)), mailbox_is_shared(MAILBOX)) == (first, False)
    colleague("1002")
    assert (person_meant(people_identified(MAILBOX)), mailbox_is_shared(MAILBOX)) == (None, True)


def test_a_number_of_two_people_names_both_and_of_many_nobody():
    pair = [UserFactory(staff_number="77") for _number in range(2)]
    assert (people_identified("77"), person_meant(people_identified("77"))) == (pair, None)
    UserFactory(staff_number="77")
    UserFactory(staff_number="77")
    assert people_identified("77") == []


def test_those_who_left_are_not_meant_and_a_merged_name_leads_on():
    UserFactory(username="parti", is_active=False)
    survivor = UserFactory()
    UserFactory(username="ancien", merged_into=survivor, is_active=False)
    assert (people_identified("parti"), people_identified("ancien")) == ([], [survivor])


@pytest.mark.parametrize("typed", ["1002", "06 12 34 56 78"])
def test_the_password_tells_colleagues_apart(client: Client, typed: str):
    colleague("1001", phone="+212612345678")
    second = colleague("1002", phone="+212612345678")
    data = {"login": typed, "password": f"{PASSWORD}-1002"}
    assert client.post("/fr/accounts/login/", data).status_code == 302
    assert client.session["_auth_user_id"] == str(second.pk)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_code_in_the_shared_mailbox_opens_one_account(client: Client, language: str):
    colleague("1001", given_name="Amina", language=language)
    second = colleague("1002", given_name="Salma", language=language)
    response = client.post(f"/{language}/accounts/login/code/", {"login": "1002"}, follow=True)
    page = response.content.decode()
    assert ("1002" in page, MAILBOX in page) == (True, False)
    code = code_sent()
    message = mail.outbox[-1]
    assert (message.to, second.display_name in message.subject) == ([MAILBOX], True)
    assert [name in str(message.body) for name in (second.username, code)] == [True, True]
    assert code not in Notice.objects.get().text
    done = client.post(f"/{language}/accounts/login/code/confirm/", {"code": code})
    assert done.status_code == 302
    assert client.session["_auth_user_id"] == str(second.pk)


def test_a_code_is_used_once_and_not_in_another_browser(client: Client):
    colleague("1001")
    client.post("/fr/accounts/login/code/", {"login": "1001"})
    code = code_sent()
    other = Client()
    other.post("/fr/accounts/login/code/confirm/", {"code": code})
    assert "_auth_user_id" not in other.session
    client.post("/fr/accounts/login/code/confirm/", {"code": code})
    client.post("/fr/accounts/logout/")
    client.post("/fr/accounts/login/code/confirm/", {"code": code})
    assert "_auth_user_id" not in client.session


def test_the_code_of_a_colleague_does_not_open_ones_own_account(client: Client):
    colleague("1001")
    colleague("1002")
    mine, theirs = client, Client()
    mine.post("/fr/accounts/login/code/", {"login": "1001"})
    code_sent()
    theirs.post("/fr/accounts/login/code/", {"login": "1002"})
    their_code = code_sent()
    mine.post("/fr/accounts/login/code/confirm/", {"code": their_code})
    assert "_auth_user_id" not in mine.session


def test_five_wrong_codes_end_it(client: Client):
    colleague("1001")
    client.post("/fr/accounts/login/code/", {"login": "1001"})
    code = code_sent()
    for _number in range(5):
        client.post("/fr/accounts/login/code/confirm/", {"code": "AAA-AAA"})
    client.post("/fr/accounts/login/code/confirm/", {"code": code})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/fr/accounts/login/code/", "/fr/accounts/password/reset/"])
def test_the_answer_is_the_same_with_and_without_an_account(path: str):
    colleague("1001")
    colleague("1002")
    answers = []
    for typed in ("1001", "9999", MAILBOX):
        client = Client()
        response = client.post(path, {"login": typed}, follow=True)
        text = re.sub(r'value="[^"]*"|nonce="[^"]*"', "", response.content.decode())
        answers.append((response.status_code, response.redirect_chain, text.replace(typed, "X")))
    assert answers[0] == answers[1] == answers[2]


def test_what_names_nobody_sends_nothing(client: Client):
    colleague("1001")
    colleague("1002")
    client.post("/fr/accounts/login/code/", {"login": "9999"})
    assert (notices_deliver_due(), len(mail.outbox)) == (0, 0)


def test_failures_are_counted_per_person_whichever_name_is_tried(client: Client):
    user = colleague("1001", phone="+212612345678")
    for typed in ("1001", "0612345678", user.username, "1001", "0612345678"):
        client.post("/fr/accounts/login/", {"login": typed, "password": "faux"})
    data = {"login": "1001", "password": f"{PASSWORD}-1001"}
    assert client.post("/fr/accounts/login/", data).status_code == 200
    assert "_auth_user_id" not in client.session


def test_codes_are_asked_for_a_few_times_only():
    colleague("1001")
    for _number in range(5):
        Client().post("/fr/accounts/login/code/", {"login": "1001"})
    assert Notice.objects.count() == 3


def test_a_forgotten_password_is_mended_by_staff_number(client: Client):
    colleague("1001")
    second = colleague("1002", language="ar")
    client.post("/fr/accounts/password/reset/", {"login": "1002"})
    message = mail.outbox[0]
    assert (message.to, second.username in str(message.body)) == ([MAILBOX], True)


def signup_data(**changes: Any) -> dict[str, Any]:
    return {
        "email": MAILBOX,
        "is_shared": "on",
        "given_name_ar": "سلمى",
        "family_name_ar": "مثال",
        "gender": "F",
        "region": "04",
        "language": "ar",
        "consent": "on",
        **changes,
    }


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_somebody_registers_behind_a_mailbox(client: Client, language: str):
    ConsentTextFactory()
    colleague("1001")
    client.post(f"/{language}/accounts/signup/", signup_data(), follow=True)
    user = User.objects.latest("pk")
    assert (user.email, user.contact_email, user.has_usable_password()) == ("", MAILBOX, False)
    assert re.fullmatch(r"[a-z]+\.[a-z]+", user.username)
    client.post(f"/{language}/accounts/login/code/confirm/", {"code": code_sent()})
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.consents.count() == 1


def test_an_own_address_still_needs_a_password(client: Client):
    ConsentTextFactory()
    response = client.post("/fr/accounts/signup/", signup_data(is_shared=""))
    assert ("password1" in response.context["form"].errors, User.objects.count()) == (True, 0)


def test_a_mailbox_is_not_flooded_with_registrations(client: Client):
    ConsentTextFactory()
    for _number in range(5):
        Client().post("/fr/accounts/signup/", signup_data())
    assert User.objects.count() == 3
