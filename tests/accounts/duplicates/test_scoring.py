"""Which two accounts are proposed, and for which reasons."""

import pytest

from accounts.duplicates.identity import Identity, identities_read
from accounts.duplicates.scoring import likeness
from accounts.models import User
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def person(names: tuple[str, str, str, str] = ("", "", "", ""), **fields: object) -> Identity:
    place = fields.pop("at", None)
    keys = ("given_name", "family_name", "given_name_ar", "family_name_ar")
    values = {"email": "", "gender": "N", **dict(zip(keys, names, strict=True)), **fields}
    user: User = UserFactory(**values)
    if place:
        MembershipFactory(user=user, organisation=place)
    return identities_read([user.pk])[user.pk]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Mohamed", "Alaoui", "", ""), ("Mohammed", "El Alaoui", "", "")),
        (("Med", "Alaoui", "", ""), ("", "", "محمد", "العلوي")),
        (("MOHAMED", "ALAOUI", "", ""), ("Alaoui", "Mohamed", "", "")),
    ],
    ids=["spelling", "script", "order"],
)
def test_a_shared_mailbox_and_one_name_is_proposed(one, other):
    box = {"contact_email": "agence@example.org"}
    like = likeness(person(one, **box), person(other, **box))
    assert like.is_proposed
    assert like.reasons[0] in {"name_same", "name_spelt"}
    assert "mailbox" in like.reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [("0612345678", "+212 6 12 34 56 78"), ("06 12 34 56 78", "٠٦١٢٣٤٥٦٧٨")],
)
def test_a_telephone_is_compared_by_its_last_digits(one, other):
    name = ("Salma", "Exemple", "", "")
    like = likeness(person(name, phone=one), person(name, phone=other))
    assert like.reasons == ("name_same", "phone")


def test_a_staff_number_is_proposed_whatever_the_names_and_another_one_speaks_against():
    same = likeness(person(staff_number="AB12"), person(staff_number="AB12"))
    assert (same.reasons, same.is_proposed) == (("staff_number",), True)
    name, place = ("Mohamed", "Alaoui", "", ""), OrganisationFactory()
    other = likeness(*(person(name, at=place, staff_number=number) for number in ("AB12", "AB13")))
    assert "staff_number_other" in other.reasons
    assert not other.is_proposed


def test_colleagues_with_one_mailbox_are_two_people():
    box = {"contact_email": "agence@example.org", "at": OrganisationFactory()}
    like = likeness(
        person(("Mohamed", "Alaoui", "", ""), **box), person(("Mohamed", "Bennani", "", ""), **box)
    )
    assert (like.score, like.is_proposed) == (0, False)


def test_a_longer_name_at_one_agency_and_mailbox_is_proposed():
    box = {"contact_email": "agence@example.org", "at": OrganisationFactory()}
    like = likeness(
        person(("Fatima", "Alaoui", "", ""), **box),
        person(("Fatima Zahra", "Alaoui", "", ""), **box),
    )
    assert like.reasons == ("name_part", "mailbox", "institution")
    assert like.is_proposed


def test_the_same_name_elsewhere_is_chance():
    name = ("Mohamed", "Alaoui", "", "")
    like = likeness(person(name, at=OrganisationFactory()), person(name, at=OrganisationFactory()))
    assert not like.is_proposed


def test_who_moved_to_another_agency_is_proposed():
    name = ("Mohamed", "Alaoui", "", "")
    top = OrganisationFactory()
    agencies = [OrganisationFactory(parent=top) for _number in range(2)]
    like = likeness(*(person(name, at=agency) for agency in agencies))
    assert like.reasons == ("name_same", "institution_near")
    assert like.is_proposed


def test_what_differs_speaks_against_it():
    name = ("Mohamed", "Alaoui", "", "")
    place = OrganisationFactory()
    like = likeness(
        person(name, at=place, birth_year=1980), person(name, at=place, birth_year=1991)
    )
    assert like.reasons == ("name_same", "institution", "birth_year_other")
    assert not like.is_proposed


def test_identities_cost_two_queries(django_assert_num_queries):
    for count in (1, 30):
        ids = [user.pk for user in UserFactory.create_batch(count)]
        with django_assert_num_queries(2):
            identities_read(ids)


def test_a_given_name_alone_identifies_nobody():
    box = {"contact_email": "agence@example.org", "at": OrganisationFactory()}
    names = (("Salma", "Alaoui", "فاطمة", ""), ("Nadia", "Bennani", "فاطمة", ""))
    assert likeness(*(person(name, **box) for name in names)).score == 0
