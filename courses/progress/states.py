"""Where a member of a cohort stands: the one definition of « bloqué.e » and of its neighbours.

Told to trainers in docs/formateurs/suivre-une-cohorte.md, in the same words.
"""

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# After so many failed attempts at the same assessment, without passing it, somebody needs help.
FAILURES_STUCK = 2


class MemberState(models.TextChoices):
    """Where a member stands, for the board."""

    NOT_STARTED = "not_started", _("Not started")
    ACTIVE = "active", _("Active")
    STUCK = "stuck", _("Stuck")
    FINISHED = "finished", _("Finished")
    WITHDRAWN = "withdrawn", _("Left")


def member_state(
    *,
    is_finished: bool,
    is_withdrawn: bool,
    started_at: dt.datetime | None,
    last_activity_at: dt.datetime | None,
    failures: int,
    silent_days: int,
    today: dt.date,
) -> MemberState:
    """Return the state of a member.

    Finished: everything is completed. Left: withdrew. Not started: never opened a unit. Stuck:
    started and not finished, and either nothing for `silent_days` days (those of the reminder
    "no activity" of the cohort) or `FAILURES_STUCK` failed attempts at an assessment that is still
    not passed. Active: all others. A date that has passed makes nobody stuck: it is shown beside.
    """
    if is_finished:
        return MemberState.FINISHED
    if is_withdrawn:
        return MemberState.WITHDRAWN
    if started_at is None:
        return MemberState.NOT_STARTED
    last = timezone.localtime(last_activity_at or started_at).date()
    is_silent = (today - last).days >= silent_days
    if is_silent or failures >= FAILURES_STUCK:
        return MemberState.STUCK
    return MemberState.ACTIVE
