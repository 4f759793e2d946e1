"""Accounts made and completed from a list, on behalf of people who have not signed in yet."""

from typing import Any

from accounts.enums import Gender
from accounts.models import User
from accounts.services import username_new
from courses.enrolment.imports.lines import NAMES


def person_create(data: dict[str, Any]) -> User:
    """Make an account without password for somebody known by their data (see `lines.Draft`)."""
    email = data.get("email", "")
    name = f"{data.get('given_name', '')}.{data.get('family_name', '')}"
    user = User(
        username=data.get("staff_number") or username_new(f"{name}@"),
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
    user.save()
    return user


def person_complete(user: User, data: dict[str, Any]) -> None:
    """Fill what is empty; what people wrote about themselves is not overwritten."""
    changed = []
    for field in (*NAMES, "phone", "birth_year"):
        if data.get(field) and not getattr(user, field):
            setattr(user, field, data[field])
            changed.append(field)
    if data.get("gender") and user.gender == Gender.NOT_STATED:
        user.gender = data["gender"]
        changed.append("gender")
    if changed:
        user.save(update_fields=changed)
