"""What the notes of a line say."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import memberships_on
from courses.enrolment.imports.models import ImportLine

CHANGES: dict[str, Callable[[], str]] = {
    "given_name": lambda: _("given name"),
    "family_name": lambda: _("family name"),
    "given_name_ar": lambda: _("given name in Arabic"),
    "family_name_ar": lambda: _("family name in Arabic"),
    "phone": lambda: _("telephone"),
    "birth_year": lambda: _("year of birth"),
    "gender": lambda: _("gender"),
    "organisation": lambda: _("institution, region or city"),
    "cohort": lambda: _("cohort"),
}
NOTES: dict[str, Callable[[], str]] = {
    "unreadable_letters": lambda: _("Letters of this line cannot be read: save the file as UTF-8."),
    "no_name": lambda: _("There is no name on this line."),
    "formula": lambda: _("Looks like a formula: %(value)s"),
    "bad_email": lambda: _("Not an e-mail address: %(value)s"),
    "bad_staff_number": lambda: _("Not a staff number: %(value)s"),
    "same_as_line": lambda: _("Same person as on line %(value)s."),
    "inactive": lambda: _("This account is closed: %(value)s"),
    "no_seat": lambda: _("No seat is left."),
    "changed_meanwhile": lambda: _(
        "The account or address has been taken meanwhile. Import the line again."
    ),
    "bad_phone": lambda: _("Telephone left out: %(value)s"),
    "bad_gender": lambda: _("Gender left out: %(value)s"),
    "bad_language": lambda: _("Language left out: %(value)s"),
    "bad_birth_year": lambda: _("Date of birth left out: %(value)s"),
    "bad_region": lambda: _("Region left out: %(value)s"),
    "bad_access_until": lambda: _("Date left out: %(value)s"),
    "unknown_institution": lambda: _("Unknown institution, kept as text: %(value)s"),
    "shared_mailbox": lambda: _(
        "Shared mailbox %(value)s: mail goes there, each has a login name."
    ),
    "no_address": lambda: _("No e-mail: no invitation can be sent."),
    "similar": lambda: _("Perhaps the same as %(value)s."),
    "enrols": lambda: _("Will be enrolled."),
    "other_cohort": lambda: _("Already in the cohort %(value)s, stays there."),
    "waits": lambda: _("On the waiting list: no seat is left."),
}


def note_text(note: list[Any]) -> str:
    """Return the sentence of a note in the active language."""
    code, value = note
    if code == "change":
        word = CHANGES.get(value)
        return _("Completed: %(value)s") % {"value": word() if word else value}
    sentence = NOTES.get(code)
    return sentence() % {"value": value} if sentence else ""


def lines_notes(lines: QuerySet[ImportLine]) -> Callable[[ImportLine], list[str]]:
    """Return what puts the notes of these lines in words: one query for the institutions.

    A similar person is named as people know them, with the institution; the kept login name would
    tell a reader nothing.
    """
    similar = lines.order_by().exclude(similar=None).values("similar_id")
    rows = memberships_on(timezone.localdate()).filter(user__in=similar)
    places = {
        row.user_id: row.organisation.name if row.organisation else row.organisation_other
        for row in rows.select_related("organisation")
    }

    def person(user: User) -> str:
        return ", ".join(filter(None, [user.display_name, places.get(user.pk)]))

    def words(line: ImportLine) -> list[str]:
        named = {"similar": line.similar, "inactive": line.user}
        found = []
        for code, value in line.notes:
            user = named.get(code)
            found.append(note_text([code, person(user) if user else value]))
        return found

    return words
