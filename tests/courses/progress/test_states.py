"""Where a member stands: the definition that trainers read."""

import datetime as dt

import pytest

from courses.progress.states import member_state

TODAY = dt.date(2026, 11, 25)


def moment(days):
    return dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC) - dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"is_finished": True, "failures": 5}, "finished"),
        ({"is_withdrawn": True}, "withdrawn"),
        ({"started_at": None, "last_activity_at": None}, "not_started"),
        ({"last_activity_at": moment(9)}, "active"),
        ({"last_activity_at": moment(10)}, "stuck"),
        ({"last_activity_at": moment(1), "failures": 1}, "active"),
        ({"last_activity_at": moment(1), "failures": 2}, "stuck"),
        ({"last_activity_at": None, "started_at": moment(30)}, "stuck"),
    ],
)
def test_each_state(facts, expected):
    given = {
        "is_finished": False,
        "is_withdrawn": False,
        "started_at": moment(20),
        "last_activity_at": moment(1),
        "failures": 0,
        "silent_days": 10,
        "today": TODAY,
        **facts,
    }
    assert member_state(**given) == expected
