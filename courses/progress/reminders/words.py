"""Why a reminder was or would be written, in words."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import date_format_long
from courses.progress.reminders.enums import Blocked, ReminderKind


def reason_words(kind: str, facts: dict[str, Any]) -> str:
    """Return the reason in the active language, from what the log keeps."""
    if kind == ReminderKind.CERTIFICATE:
        return _("The certificate was issued.")
    if kind == ReminderKind.DEADLINE:
        day = date_format_long(dt.date.fromisoformat(facts["day"]))
        return _("Not completed, due on %(day)s.") % {"day": day}
    values = {"count": facts["days"], "time": facts["time"], "of": facts["of"]}
    if kind == ReminderKind.INACTIVE:
        text = ngettext(
            "No activity for %(count)s day (reminder %(time)s of %(of)s).",
            "No activity for %(count)s days (reminder %(time)s of %(of)s).",
            facts["days"],
        )
    else:
        text = ngettext(
            "Not started after %(count)s day (reminder %(time)s of %(of)s).",
            "Not started after %(count)s days (reminder %(time)s of %(of)s).",
            facts["days"],
        )
    return text % values


def blocked_words(code: str) -> str:
    """Return why a reminder is not written, in the active language."""
    return str(Blocked(code).label) if code else ""
