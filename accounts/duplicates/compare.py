"""Two accounts side by side: one line per thing, with what may be chosen."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.duplicates.facts import facts_of
from accounts.duplicates.selectors import memberships_open
from accounts.merge.declared import MEMBERSHIP
from accounts.merge.services import CHOICES
from accounts.models import DuplicateProposal, Membership, User
from core.dates import date_format_long


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing of both accounts. `name` is the entry of the merge's choices, or empty."""

    name: str
    label: str
    first: str
    second: str
    is_ltr: bool = False

    @property
    def is_choice(self) -> bool:
        """Whether staff choose between the two."""
        return bool(self.name) and self.first != self.second

    @property
    def default(self) -> str:
        """The older account's value, unless it is empty."""
        return "first" if self.first else "second"


def survivor_default(row: DuplicateProposal) -> str:
    """The account that was used last; else the older one."""
    first, second = row.first.last_login, row.second.last_login
    return "second" if second and (first is None or second > first) else "first"


def lines_of(row: DuplicateProposal) -> list[Line]:
    """Return the lines: account, names, ways to reach, institution, then what each did."""
    people = (row.first, row.second)
    places = memberships_open([row.first_id, row.second_id])
    lines = [_line("", _("Login name"), [user.username for user in people], is_ltr=True)]
    labels = {
        "name": _("Name in Latin script"),
        "name_ar": _("Name in Arabic script"),
        "email": _("Personal e-mail"),
        "contact_email": _("Contact e-mail"),
        "phone": _("Telephone"),
        "staff_number": _("Staff number"),
        "gender": _("Gender"),
        "birth_year": _("Year of birth"),
        "language": _("Preferred language"),
    }
    for entry in CHOICES:
        values = [_value(user, entry) for user in people]
        is_ltr = entry in {"email", "contact_email", "phone", "staff_number"}
        lines.append(_line(entry, labels[entry], values, is_ltr=is_ltr))
    lines.append(
        _line(MEMBERSHIP, _("Institution"), [_place(places.get(user.pk)) for user in people])
    )
    never = _("never")
    lines += [
        _line("", _("Registered on"), [date_format_long(user.date_joined) for user in people]),
        _line(
            "",
            _("Last sign-in"),
            [date_format_long(user.last_login) if user.last_login else never for user in people],
        ),
    ]
    lines += [
        _line("", str(label), [str(number) for number in numbers])
        for label, numbers in facts_of(row.first_id, row.second_id)
    ]
    return lines


def _line(name: str, label: str, values: list[str], *, is_ltr: bool = False) -> Line:
    return Line(name=name, label=label, first=values[0], second=values[1], is_ltr=is_ltr)


def _value(user: User, entry: str) -> str:
    if entry == "name":
        return user.name_latin
    if entry == "name_ar":
        return user.name_arabic
    if entry in {"gender", "language"}:
        return str(getattr(user, f"get_{entry}_display")())
    return str(getattr(user, entry) or "")


def _place(row: Membership | None) -> str:
    if row is None:
        return ""
    return row.organisation.name if row.organisation else row.organisation_other
