"""The hours in which the platform writes to nobody who did not ask: nights in Africa/Casablanca."""

import datetime as dt
from functools import lru_cache

from django.conf import settings
from django.utils import timezone


@lru_cache(maxsize=8)
def quiet_hours_parse(text: str) -> tuple[dt.time, dt.time]:
    """Return begin and end of "20:00-08:00". Raises ValueError for anything else."""
    begin, dash, end = text.partition("-")
    if not dash:
        raise ValueError("quiet hours are written like 20:00-08:00")
    return dt.time.fromisoformat(begin.strip()), dt.time.fromisoformat(end.strip())


def awake_at(moment: dt.datetime) -> dt.datetime:
    """Return `moment` if it is outside the quiet hours, else the moment at which they end.

    What counts is the clock on the wall: the time zone's changes at both ends of Ramadan come from
    the time zone data. Equal begin and end mean that no hour is quiet.
    """
    begin, end = quiet_hours_parse(settings.LMS_QUIET_HOURS)
    zone = timezone.get_default_timezone()
    local = moment.astimezone(zone)
    clock = local.time().replace(tzinfo=None)
    over_midnight = begin > end
    is_quiet = clock >= begin or clock < end if over_midnight else begin <= clock < end
    if not is_quiet:
        return moment
    day = local.date() + dt.timedelta(days=1 if over_midnight and clock >= begin else 0)
    return dt.datetime.combine(day, end, tzinfo=zone).astimezone(dt.UTC)
