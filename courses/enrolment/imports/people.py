"""Accounts made and completed from a list, on behalf of people who have not signed in yet."""

from collections.abc import Sequence
from typing import Any

from accounts.enums import Gender
from accounts.models import User
from accounts.services import usernames_new
from courses.enrolment.imports.lines import NAMES


def person_create(data: dict[str, Any]) -> User:
    """Make an account without password for somebody known by their data (see `lines.Draft`)."""
    return people_create([data])[0]


def people_create(people: Sequence[dict[str, Any]]) -> list[User]:
    """As `person_create` for many at once, in a constant number of queries.

    Raises ValidationError or IntegrityError: then nobody's account is made.
    """
    names = usernames_new(
        [
            data.get("staff_number")
            or f"{data.get('given_name') or data.get('given_name_ar', '')}"
            f" {data.get('family_name') or data.get('family_name_ar', '')}"
            for data in people
        ]
    )
    users = []
    for username, data in zip(names, people, strict=True):
        email, number = data.get("email", ""), data.get("staff_number", "")
        user = User(
            # As the institution writes it, when it is free.
            username=number if number.lower() == username else username,
            staff_number=number,
            email="" if data.get("is_shared") else email,
            contact_email=email if data.get("is_shared") else "",
            phone=data.get("phone", ""),
            gender=data.get("gender", Gender.NOT_STATED),
            birth_year=data.get("birth_year"),
            language=data["language"],
            **{field: data.get(field, "") for field in NAMES},
        )
        user.set_unusable_password()
        user.clean_fields(exclude=["password"])
        users.append(user)
    return User.objects.bulk_create(users)


def person_complete(user: User, data: dict[str, Any]) -> None:
    """Fill what is empty; what people wrote about themselves is not overwritten."""
    changed = []
    for field in (*NAMES, "phone", "staff_number", "birth_year"):
        if data.get(field) and not getattr(user, field):
            setattr(user, field, data[field])
            changed.append(field)
    if data.get("gender") and user.gender == Gender.NOT_STATED:
        user.gender = data["gender"]
        changed.append("gender")
    if changed:
        user.save(update_fields=changed)
