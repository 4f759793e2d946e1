"""What a player sends is read strictly: known, bounded, or refused with a reason."""

import datetime as dt
import json
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.xapi.samples import IRI, statement_make
from xapi.exceptions import StatementInvalidError
from xapi.fields import duration_seconds
from xapi.parsing import statement_parse
from xapi.reading import json_read


def test_a_whole_statement_is_read():
    parsed = statement_parse(statement_make(), activity_iri=IRI)
    assert parsed.verb == "answered"
    assert parsed.interaction == "choice"
    assert parsed.result.raw == 2
    assert parsed.result.maximum == 2
    assert parsed.result.scaled == 1
    assert parsed.result.seconds == Decimal("12.5")
    assert parsed.result.response == "0[,]2"
    assert not parsed.has_parent
    # Who did it is the server's to say, and unknown members are not kept.
    assert sorted(parsed.statement) == ["context", "id", "object", "result", "verb"]
    assert "extensions" not in parsed.statement["object"]["definition"]


def test_object_ids_become_absolute_and_stay_within_the_activity():
    elsewhere = {"id": "https://other.example.org/x?subContentId=ab-12", "objectType": "Activity"}
    parent = {"contextActivities": {"parent": [{"id": "/relative"}]}}
    parsed = statement_parse(statement_make(object=elsewhere, context=parent), activity_iri=IRI)
    assert parsed.object_id == f"{IRI}?subContentId=ab-12"
    assert parsed.sub_content_id == "ab-12"
    assert parsed.has_parent
    assert parsed.statement["context"]["contextActivities"]["parent"][0]["id"] == IRI


def test_a_missing_scaled_score_is_computed_and_success_may_be_absent():
    result = {"score": {"min": 0, "max": 3, "raw": 2}, "success": None}
    parsed = statement_parse(statement_make(result=result), activity_iri=IRI)
    assert parsed.result.scaled == Decimal("0.6667")
    assert parsed.result.success is None


def test_nothing_happened_later_than_now():
    ahead = (timezone.now() + dt.timedelta(days=400)).isoformat()
    parsed = statement_parse(statement_make(timestamp=ahead), activity_iri=IRI)
    assert parsed.timestamp <= timezone.now()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": "7"}, "id must be a UUID"),
        ({"id": None}, "id must be a UUID"),
        ({"verb": {"id": "http://adlnet.gov/expapi/verbs/voided"}}, "verb.id"),
        ({"verb": {"id": ["answered"]}}, "verb.id"),
        ({"verb": "answered"}, "statement.verb must be an object"),
        ({"object": {"id": 3}}, "object.id"),
        ({"object": {"objectType": "Agent"}}, "object.objectType"),
        ({"object": {"definition": {"interactionType": "dance"}}}, "interactionType"),
        ({"object": {"definition": {"choices": "a"}}}, "choices"),
        ({"object": {"definition": {"choices": [{"id": "a" * 9000}]}}}, "choices.id"),
        ({"object": {"definition": {"choices": [{"id": "a"}] * 201}}}, "choices"),
        ({"object": {"definition": {"type": "no address"}}}, "type"),
        ({"object": {"definition": {"description": {"not a language!": "x"}}}}, "languages"),
        ({"object": {"definition": {"correctResponsesPattern": [1]}}}, "correctResponsesPattern"),
        ({"result": {"score": {"raw": 3, "max": 2}}}, "outside min and max"),
        ({"result": {"score": {"raw": True}}}, "must be a number"),
        ({"result": {"score": {"raw": "2"}}}, "must be a number"),
        ({"result": {"score": {"raw": 10**12}}}, "must be between"),
        ({"result": {"score": {"scaled": 1.5}}}, "must be between"),
        ({"result": {"score": {"min": 3, "max": 2}}}, "min is above max"),
        ({"result": {"success": 1}}, "true or false"),
        ({"result": {"response": "a" * 16_385}}, "result.response"),
        ({"result": {"duration": "12 s"}}, "ISO 8601"),
        ({"result": {"duration": "PTNaNS"}}, "ISO 8601"),
        ({"result": {"duration": "P99999D"}}, "longer than a year"),
        ({"timestamp": "yesterday"}, "timestamp"),
        ({"timestamp": "2026-02-30T10:00:00Z"}, "timestamp"),
        ({"timestamp": "2026-02-03T10:00:00"}, "time zone"),
        ({"timestamp": "0001-01-01T00:00:00+23:59"}, "timestamp"),
        ({"context": {"contextActivities": {"parent": [1]}}}, "parent"),
        ({"context": {"contextActivities": {"category": [{"id": "x"}]}}}, "category"),
        ({"context": {"contextActivities": {"other": [{}] * 21}}}, "short list"),
    ],
)
def test_what_breaks_a_rule_is_refused_with_its_place(changes: dict[str, Any], reason: str):
    with pytest.raises(StatementInvalidError) as raised:
        statement_parse({**statement_make(), **changes}, activity_iri=IRI)
    assert reason in raised.value.reason
    assert raised.value.extra == {"reason": raised.value.reason}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"\xff\xfe", "no JSON"),
        (b"{", "no JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[" * 20 + b"]" * 20, "nested too deeply"),
        (b"NaN", "NaN is no JSON"),
        (b"1e999", "not finite"),
        (b"9" * 30, "too large"),
        (b"9" * 5000, "no JSON"),
        (b'"\\u0000"', "NUL"),
        (b'"\\ud800"', "half a character"),
        (b'{"\\ud800": 1}', "half a character"),
        (b"[" + b"1," * 20_000 + b"1]", "too many values"),
        (b'"' + b"a" * 40_000 + b'"', "longer than"),
        (b" " * 300_000, "bytes"),
    ],
)
def test_json_that_a_database_could_not_keep_is_refused(body: bytes, reason: str):
    with pytest.raises(StatementInvalidError) as raised:
        json_read(body, max_bytes=262_144)
    assert reason in raised.value.reason


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT0S", "0"),
        ("PT1H2M3.5S", "3723.5"),
        ("P1DT1S", "86401"),
        ("P2D", "172800"),
    ],
)
def test_durations(text: str, seconds: str):
    assert duration_seconds(text) == Decimal(seconds)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)
NAMES = [("id",), ("verb",), ("verb", "id"), ("object",), ("object", "id"), ("result",)]
NAMES += [("result", "score"), ("result", "score", "raw"), ("result", "duration"), ("context",)]
NAMES += [("object", "definition"), ("object", "definition", "choices"), ("timestamp",)]
NAMES += [("context", "contextActivities"), ("context", "contextActivities", "parent")]


@settings(max_examples=300, deadline=None)
@given(place=st.sampled_from(NAMES), value=ANYTHING)
def test_any_value_anywhere_is_read_or_refused(place: tuple[str, ...], value: Any):
    statement = statement_make()
    target: Any = statement
    for name in place[:-1]:
        target = target[name]
    target[place[-1]] = value
    body = json.dumps(statement).encode()
    with suppress(StatementInvalidError):
        parsed = statement_parse(json_read(body, max_bytes=262_144), activity_iri=IRI)
        assert parsed.object_id.startswith(IRI)


@settings(max_examples=200, deadline=None)
@given(body=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes):
    with suppress(StatementInvalidError):
        statement_parse(json_read(body, max_bytes=262_144), activity_iri=IRI)
