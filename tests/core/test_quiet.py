"""Nights in Morocco, through the clock changes at both ends of Ramadan."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from core.quiet import awake_at

UTC = dt.UTC
# In 2026 the clocks go back on 15 February at 3 (from UTC+1 to UTC) and forward on 22 March at 2.
CASES = [
    # before Ramadan: 8:00 on the wall is 7:00 UTC
    (dt.datetime(2026, 2, 13, 6, 59, tzinfo=UTC), dt.datetime(2026, 2, 13, 7, 0, tzinfo=UTC)),
    (dt.datetime(2026, 2, 13, 7, 0, tzinfo=UTC), dt.datetime(2026, 2, 13, 7, 0, tzinfo=UTC)),
    # the night of the change lasts an hour longer: 8:00 on the wall is 8:00 UTC
    (dt.datetime(2026, 2, 14, 19, 0, tzinfo=UTC), dt.datetime(2026, 2, 15, 8, 0, tzinfo=UTC)),
    (dt.datetime(2026, 2, 15, 7, 30, tzinfo=UTC), dt.datetime(2026, 2, 15, 8, 0, tzinfo=UTC)),
    # during Ramadan the evening begins at 20:00 UTC
    (dt.datetime(2026, 2, 20, 19, 59, tzinfo=UTC), dt.datetime(2026, 2, 20, 19, 59, tzinfo=UTC)),
    (dt.datetime(2026, 2, 20, 20, 0, tzinfo=UTC), dt.datetime(2026, 2, 21, 8, 0, tzinfo=UTC)),
    # the night of the change back is an hour shorter
    (dt.datetime(2026, 3, 21, 20, 0, tzinfo=UTC), dt.datetime(2026, 3, 22, 7, 0, tzinfo=UTC)),
    (dt.datetime(2026, 3, 22, 19, 0, tzinfo=UTC), dt.datetime(2026, 3, 23, 7, 0, tzinfo=UTC)),
]


@pytest.mark.parametrize(("moment", "expected"), CASES)
def test_the_clock_on_the_wall_decides(moment, expected):
    assert awake_at(moment) == expected


def test_every_hour_of_two_years_is_awake_by_day_only():
    zone = ZoneInfo("Africa/Casablanca")
    moment = dt.datetime(2026, 1, 1, tzinfo=UTC)
    while moment.year < 2028:
        allowed = awake_at(moment)
        assert 8 <= allowed.astimezone(zone).hour < 20
        assert dt.timedelta(0) <= allowed - moment <= dt.timedelta(hours=13)
        moment += dt.timedelta(minutes=30)


def test_quiet_hours_within_a_day_and_none_at_all(settings):
    noon = dt.datetime(2026, 6, 1, 11, 30, tzinfo=UTC)
    settings.LMS_QUIET_HOURS = "12:00-14:00"
    assert awake_at(noon) == dt.datetime(2026, 6, 1, 13, 0, tzinfo=UTC)
    settings.LMS_QUIET_HOURS = "00:00-00:00"
    assert awake_at(noon) == noon
    settings.LMS_QUIET_HOURS = "never"
    with pytest.raises(ValueError, match="quiet hours"):
        awake_at(noon)
