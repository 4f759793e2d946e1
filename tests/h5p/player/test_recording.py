"""Statements and states: the learner's own, strict, once, bounded, at a constant cost."""

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from h5p.api import PlayClaims, play_ended, record_token
from h5p.models import Activity, ContentState
from h5p.player.state import states_preload
from tests.factories.accounts import UserFactory
from tests.factories.h5p_play import SUB_IDS, set_make
from tests.xapi.samples import statement_make
from xapi.models import Statement

pytestmark = pytest.mark.django_db
REGISTRATION = "00000000-0000-0000-0000-000000000007"


@pytest.fixture
def activity() -> Activity:
    return set_make()


@pytest.fixture
def heard() -> Iterator[list[dict[str, Any]]]:
    """What the player announces."""
    told: list[dict[str, Any]] = []

    def listen(sender: Any, **values: Any) -> dict[str, Any]:
        told.append(values)
        return {"message": "noted"}

    listeners, play_ended.receivers = play_ended.receivers, []
    play_ended.connect(listen)
    play_ended.sender_receivers_cache.clear()
    yield told
    play_ended.receivers = listeners
    play_ended.sender_receivers_cache.clear()


def claims_make(activity: Activity, user: Any, **changes: Any) -> PlayClaims:
    values: dict[str, Any] = {
        "user_id": user.pk,
        "activity_id": activity.pk,
        "version_id": activity.version_id,
        "registration": REGISTRATION,
        "play": str(uuid.uuid4()),
        **changes,
    }
    return PlayClaims(**values)


@pytest.fixture
def learner(client: Client) -> Any:
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def player(client: Client, learner: Any, activity: Activity) -> tuple[Client, str]:
    """A logged-in learner with a token."""
    return client, record_token(claims_make(activity, learner))


def post(client: Client, token: str, body: Any, path: str = "statements/") -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body)
    return client.post(f"/h5p/play/{token}/{path}", raw, content_type="application/json")


def part(sub_id: str, response: str) -> dict[str, Any]:
    target = {"id": f"x?subContentId={sub_id}", "objectType": "Activity"}
    made = statement_make(object=target, result={"response": response})
    del made["id"]
    return {"statement": made}


def test_a_statement_is_recorded_for_the_learner(
    client: Client, learner: Any, activity: Activity, heard: list[Any]
):
    token = record_token(claims_make(activity, learner))
    sent = statement_make("interacted")
    answer = post(client, token, {"statement": sent})
    assert answer.json() == {"id": sent["id"], "created": True}
    row = Statement.objects.get()
    assert row.actor["account"]["name"] == str(learner.uuid)
    assert str(row.registration) == REGISTRATION
    assert heard == []


def test_the_end_is_announced_with_the_servers_own_count(
    client: Client, learner: Any, activity: Activity, heard: list[Any]
):
    token = record_token(claims_make(activity, learner))
    sent = statement_make("completed", result={"score": {"raw": 3, "max": 3}})
    body = {"statement": sent, "children": [part(SUB_IDS[0], "0[,]2"), part(SUB_IDS[1], "1")]}
    assert post(client, token, body).json()["message"] == "noted"
    assert post(client, token, body).json() == {"id": sent["id"], "created": False}
    assert len(heard) == 1
    outcome = heard[0]["outcome"]
    assert (outcome.score, outcome.maximum, outcome.is_corrected) == (2, 3, True)


@pytest.mark.parametrize("number", [1, 25])
def test_a_statement_costs_three_queries(
    client: Client, learner: Any, activity: Activity, number: int
):
    token = record_token(claims_make(activity, learner))
    for _number in range(number):
        post(client, token, {"statement": statement_make("interacted")})
    client.get("/fr/")  # the session is in the cache
    with CaptureQueriesContext(connection) as captured:
        post(client, token, {"statement": statement_make("interacted")})
    real = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    # learner, statement, what it refers to
    assert len(real) == 3, real


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "statement_invalid"),
        (b"[]", 400, "statement_invalid"),
        (b"{}", 400, "statement_invalid"),
        (b'{"statement": {}}', 400, "statement_invalid"),
        (b'{"statement": 3}', 400, "statement_invalid"),
        (b"[" * 5000, 400, "statement_invalid"),
        (b" " * 300_000, 413, "statement_too_large"),
    ],
)
def test_malformed_input_is_answered_with_a_reason(
    player: tuple[Client, str], body: bytes, status: int, code: str
):
    answer = post(*player, body)
    assert answer.status_code == status
    assert answer.json()["code"] == code
    assert answer.json()["reason"]
    assert Statement.objects.count() == 0


def test_children_are_read_as_strictly(client: Client, learner: Any, activity: Activity):
    token = record_token(claims_make(activity, learner))
    end = statement_make("completed")
    deep: dict[str, Any] = part(SUB_IDS[0], "0")
    for _level in range(9):
        deep = {"statement": deep["statement"], "children": [deep]}
    for children in ("x", [3], [{"statement": {"verb": 1}}], [deep], [part("a", "0")] * 302):
        answer = post(client, token, {"statement": end, "children": children})
        assert answer.status_code in {400, 413}, children
    assert Statement.objects.count() == 0


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    body=st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["statement", "children", "id", "verb", "object", "result", "score"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_no_body_makes_an_error_of_ours(
    client: Client, learner: Any, activity: Activity, body: Any
):
    answer = post(client, record_token(claims_make(activity, learner)), body)
    assert 400 <= answer.status_code < 500


def test_nobody_else_and_no_other_door(client: Client, learner: Any, activity: Activity):
    claims = claims_make(activity, learner)
    sent = {"statement": statement_make()}
    foreign = record_token(claims_make(activity, UserFactory()))
    preview = record_token(claims_make(activity, learner, registration="", play=""))
    for token in (foreign, preview, "x:y", record_token(claims)[:-3]):
        assert post(client, token, sent).status_code == 404
        assert client.get(f"/h5p/play/{token}/state/state/0/").status_code == 404
    assert post(Client(), record_token(claims), sent).status_code == 404
    # A form of another site has no token against forgery; only our scripts send JSON.
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(learner)
    path = f"/h5p/play/{record_token(claims)}/statements/"
    assert strict.post(path, {"statement": "x"}).status_code == 403
    preflight = strict.options(path, headers={"origin": "null"})
    assert "Access-Control-Allow-Origin" not in preflight.headers
    assert Statement.objects.count() == 0


def test_a_learner_who_sends_too_much_waits(
    client: Client, learner: Any, activity: Activity, settings: Any
):
    settings.H5P_STATEMENTS_PER_MINUTE = 2
    token = record_token(claims_make(activity, learner))
    statuses = [
        post(client, token, {"statement": statement_make("interacted")}).status_code
        for _number in range(3)
    ]
    assert statuses == [200, 200, 429]
    other = UserFactory()
    client_of_other = Client()
    client_of_other.force_login(other)
    token = record_token(claims_make(activity, other, registration=str(uuid.uuid4())))
    answer = post(client_of_other, token, {"statement": statement_make("interacted")})
    assert answer.status_code == 200


def state_post(client: Client, token: str, data: Any, **more: Any) -> Any:
    place = more.pop("place", "state/0")
    return post(
        client,
        token,
        {"data": data, "preload": True, "invalidate": True, **more},
        f"state/{place}/",
    )


def test_state_is_kept_and_given_back_the_last_one_wins(
    client: Client, learner: Any, activity: Activity
):
    claims = claims_make(activity, learner)
    token = record_token(claims)
    for data in ('{"at":1}', '{"at":2}'):
        assert state_post(client, token, data).json() == {"success": True}
    state_post(client, token, "notes", place="notes/0f6e-1", preload=False)
    assert states_preload(claims) == {"0": {"state": '{"at":2}'}}
    got = client.get(f"/h5p/play/{token}/state/notes/0f6e-1/")
    assert got.json() == {"success": True, "data": "notes"}
    none = client.get(f"/h5p/play/{token}/state/other/0/")
    assert none.json() == {"success": True, "data": False}
    # Another enrolment, another state.
    assert states_preload(claims_make(activity, learner, registration=str(uuid.uuid4()))) == {
        "0": {}
    }


@pytest.mark.parametrize("nothing", [0, "0", None])
def test_zero_deletes(client: Client, learner: Any, activity: Activity, nothing: Any):
    claims = claims_make(activity, learner)
    token = record_token(claims)
    state_post(client, token, "{}")
    state_post(client, token, nothing)
    assert ContentState.objects.count() == 0


def test_a_changed_activity_says_so_and_starts_over(
    client: Client, learner: Any, activity: Activity
):
    claims = claims_make(activity, learner)
    token = record_token(claims)
    state_post(client, token, '{"at":1}')
    state_post(client, token, "kept", place="notes/0", invalidate=False)
    version: Any = activity.version
    version.pk, version.uuid, version.number = None, uuid.uuid4(), 2
    version.save()
    changed = claims_make(activity, learner, version_id=version.pk)
    assert states_preload(changed) == {"0": {"state": "RESET", "notes": "kept"}}
    state_post(client, record_token(changed), '{"at":0}')
    assert states_preload(changed)["0"]["state"] == '{"at":0}'


def test_state_has_limits(client: Client, learner: Any, activity: Activity, settings: Any):
    settings.H5P_STATE_MAX_BYTES = 1000
    token = record_token(claims_make(activity, learner))
    assert state_post(client, token, "ا" * 501).status_code == 413
    assert state_post(client, token, "a" * 1000).status_code == 200
    wrongs: list[Any] = [3, [], {"a": 1}, True]
    for wrong in wrongs:
        assert state_post(client, token, wrong).status_code == 400
    assert state_post(client, token, "a", place="a%20b/0").status_code == 400


@pytest.mark.parametrize("pieces", [1, 20])
def test_saving_a_state_costs_three_queries(
    client: Client, learner: Any, activity: Activity, pieces: int
):
    token = record_token(claims_make(activity, learner))
    for number in range(pieces):
        state_post(client, token, "{}", place=f"state/{number}")
    with CaptureQueriesContext(connection) as captured:
        state_post(client, token, "{}")
    real = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    # learner, how many others, the piece
    assert len(real) == 3, real


def test_what_happened_offline_keeps_its_time(client: Client, learner: Any, activity: Activity):
    token = record_token(claims_make(activity, learner))
    moment = dt.datetime(2026, 3, 1, 10, 0, tzinfo=dt.UTC)
    sent = statement_make("interacted", timestamp=moment.isoformat())
    post(client, token, {"statement": sent})
    assert Statement.objects.get().timestamp == moment
