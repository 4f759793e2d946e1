"""Filtering, searching and sorting the board; what is chosen stays in the address."""

import datetime as dt
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.text import text_normalize
from courses.progress.board.members import Member
from courses.progress.states import MemberState

LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)
STATE_ORDER = {
    MemberState.STUCK: 0,
    MemberState.NOT_STARTED: 1,
    MemberState.ACTIVE: 2,
    MemberState.FINISHED: 3,
    MemberState.WITHDRAWN: 4,
}


class SortKey(models.TextChoices):
    """By what the board is sorted."""

    NAME = "name", _("Name")
    NEED = "need", _("Who needs help first")
    PROGRESS = "progress", _("Progress, least first")
    ACTIVITY = "activity", _("Last activity, oldest first")
    DUE = "due", _("Next due date")


class BoardFilterForm(forms.Form):
    """What the address says; unknown values are refused."""

    q = forms.CharField(label=_("Name or login name"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("All")), *MemberState.choices], required=False
    )
    late = forms.BooleanField(label=_("Late only"), required=False)
    sort = forms.ChoiceField(label=_("Sort by"), choices=SortKey.choices, required=False)


def members_filter(members: list[Member], filters: dict[str, Any]) -> list[Member]:
    """Return the members that the filters choose, sorted. Who left is shown only when asked for.

    The search finds folded words: without accents, without hamza, in both scripts.
    """
    state = filters.get("state")
    found = [
        one
        for one in members
        if (one.state == state if state else one.state != MemberState.WITHDRAWN)
    ]
    if filters.get("late"):
        found = [one for one in found if one.late]
    words = text_normalize(filters.get("q") or "").split()
    if words:
        found = [one for one in found if all(word in _searched(one) for word in words)]
    return _sorted(found, filters.get("sort") or SortKey.NAME)


def _searched(one: Member) -> str:
    row = one.first
    return text_normalize(f"{row.name_latin} {row.name_arabic} {row.username}")


def _sorted(found: list[Member], key: str) -> list[Member]:
    """Sort; equal members stay in the order of their names."""
    if key == SortKey.NEED:
        return sorted(found, key=lambda one: (STATE_ORDER[one.state], -one.late, one.percent))
    if key == SortKey.PROGRESS:
        return sorted(found, key=lambda one: one.percent)
    if key == SortKey.ACTIVITY:
        return sorted(found, key=lambda one: one.last_activity_at or LONG_AGO)
    if key == SortKey.DUE:
        return sorted(found, key=lambda one: one.next_due or dt.date.max)
    return found


def members_count(members: list[Member]) -> dict[str, int]:
    """Return how many stand in each state, and how many are late."""
    counts = {state.value: 0 for state in MemberState}
    for one in members:
        counts[one.state.value] += 1
    counts["late"] = sum(1 for one in members if one.late)
    counts["all"] = len(members) - counts[MemberState.WITHDRAWN]
    return counts
