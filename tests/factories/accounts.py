"""Factories of people and organisations."""

from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.enums import OrganisationKind, Role
from accounts.models import ConsentText, Membership, Organisation, User
from accounts.roles import role_give, roles_sync


class UserFactory(DjangoModelFactory):
    """A person with names in both scripts; `role=Role.X` gives a role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    email = factory.LazyAttribute(lambda row: f"{row.username}@example.org")
    given_name = "Amina"
    family_name = factory.Sequence(lambda n: f"Exemple {n}")
    given_name_ar = "أمينة"
    family_name_ar = "مثال"
    gender = "F"
    language = "fr"

    @factory.post_generation
    def role(self: Any, create: bool, extracted: Role | None, **kwargs: Any) -> None:
        """Give a role."""
        if create and extracted:
            roles_sync()
            role_give(user=self, role=extracted)


class OrganisationFactory(DjangoModelFactory):
    """An institution at the root of the tree, or below `parent`."""

    class Meta:
        model = Organisation

    code = factory.Sequence(lambda n: f"organisation-{n}")
    name_fr = factory.Sequence(lambda n: f"Institution {n}")
    name_ar = factory.Sequence(lambda n: f"مؤسسة {n}")
    kind = OrganisationKind.EMPLOYMENT_SERVICE
    region = "04"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        parent = kwargs.pop("parent", None)
        return parent.add_child(**kwargs) if parent else model_class.add_root(**kwargs)


class MembershipFactory(DjangoModelFactory):
    """An open membership."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    region = "04"
    starts_on = factory.LazyFunction(timezone.localdate)


class ConsentTextFactory(DjangoModelFactory):
    """A text in force."""

    class Meta:
        model = ConsentText

    version = factory.Sequence(lambda n: f"v{n}")
    body_fr = "Texte."
    body_ar = "نص."
    in_force_from = factory.LazyFunction(timezone.now)
