"""How likely two accounts are one person's, and why: added points, in plain words."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.duplicates.identity import Identity
from accounts.enums import Gender

# From here on a pair is shown to staff; what is below is chance.
PROPOSED_FROM = 50
MOST = 100
_NEARLY = 0.85
_STATED = frozenset({Gender.FEMALE.value, Gender.MALE.value})


class Reason(models.TextChoices):
    """What speaks for one person, and what speaks against it."""

    NAME_SAME = "name_same", _("same name")
    NAME_SPELT = "name_spelt", _("same name in another spelling or script")
    NAME_PART = "name_part", _("one name is part of the other")
    NAME_NEAR = "name_near", _("nearly the same name")
    NAME_RARE = "name_rare", _("nobody else has this name")
    MAILBOX = "mailbox", _("same mailbox")
    PHONE = "phone", _("same telephone")
    STAFF_NUMBER = "staff_number", _("same staff number")
    INSTITUTION = "institution", _("same institution")
    INSTITUTION_NEAR = "institution_near", _("another agency of the same institution")
    BIRTH_YEAR = "birth_year", _("same year of birth")
    BIRTH_YEAR_OTHER = "birth_year_other", _("but different years of birth")
    GENDER_OTHER = "gender_other", _("but different genders stated")
    STAFF_NUMBER_OTHER = "staff_number_other", _("but different staff numbers")


POINTS = {
    Reason.NAME_SAME: 45,
    Reason.NAME_SPELT: 40,
    Reason.NAME_PART: 30,
    Reason.NAME_NEAR: 25,
    Reason.NAME_RARE: 10,
    Reason.MAILBOX: 30,
    Reason.PHONE: 35,
    Reason.STAFF_NUMBER: 60,
    Reason.INSTITUTION: 15,
    Reason.INSTITUTION_NEAR: 10,
    Reason.BIRTH_YEAR: 10,
    Reason.BIRTH_YEAR_OTHER: -20,
    Reason.GENDER_OTHER: -25,
    Reason.STAFF_NUMBER_OTHER: -40,
}


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """The score of a pair, 0 to 100, and its reasons, strongest first."""

    score: int
    reasons: tuple[str, ...]

    @property
    def is_proposed(self) -> bool:
        """Whether staff should look at the pair."""
        return self.score >= PROPOSED_FROM


def likeness(one: Identity, other: Identity, *, is_rare: bool = False) -> Likeness:
    """Weigh two people. Without a likeness of names only a staff number proposes a pair."""
    name = _name_reason(one, other)
    reasons = [name] if name else []
    if is_rare and name in {Reason.NAME_SAME, Reason.NAME_SPELT}:
        reasons.append(Reason.NAME_RARE)
    reasons += _facts(one, other)
    if name is None and Reason.STAFF_NUMBER not in reasons:
        return Likeness(score=0, reasons=())
    total = sum(POINTS[reason] for reason in reasons)
    ordered = sorted(reasons, key=lambda reason: -POINTS[reason])
    return Likeness(
        score=max(0, min(MOST, total)), reasons=tuple(reason.value for reason in ordered)
    )


def _name_reason(one: Identity, other: Identity) -> Reason | None:
    if one.folds & other.folds:
        return Reason.NAME_SAME
    if one.skeletons & other.skeletons:
        return Reason.NAME_SPELT
    pairs = [
        (set(mine.split()), set(theirs.split()))
        for mine in one.skeletons
        for theirs in other.skeletons
    ]
    if any(len(mine & theirs) > 1 and (mine <= theirs or theirs <= mine) for mine, theirs in pairs):
        return Reason.NAME_PART
    near = (
        SequenceMatcher(None, mine, theirs).ratio() for mine in one.folds for theirs in other.folds
    )
    return Reason.NAME_NEAR if any(ratio >= _NEARLY for ratio in near) else None


def _facts(one: Identity, other: Identity) -> list[Reason]:
    found = [
        reason
        for reason, holds in (
            (Reason.MAILBOX, one.mailboxes & other.mailboxes),
            (Reason.PHONE, one.phone and one.phone == other.phone),
            (Reason.GENDER_OTHER, {one.gender, other.gender} == _STATED),
        )
        if holds
    ]
    found += _compared(
        one.staff_number, other.staff_number, Reason.STAFF_NUMBER, Reason.STAFF_NUMBER_OTHER
    )
    found += _compared(one.birth_year, other.birth_year, Reason.BIRTH_YEAR, Reason.BIRTH_YEAR_OTHER)
    if one.place and one.place == other.place:
        found.append(Reason.INSTITUTION)
    elif one.root and one.root == other.root:
        found.append(Reason.INSTITUTION_NEAR)
    return found


def _compared(mine: object, theirs: object, same: Reason, differs: Reason) -> list[Reason]:
    if not mine or not theirs:
        return []
    return [same if mine == theirs else differs]
