"""What a player says a learner did, read strictly.

Only what is known is kept; who did it, when it was stored and for whom is the server's to say.
"""

import datetime as dt
import re
import uuid
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone

from xapi.enums import COMPONENT_LISTS, INTERACTION_TYPES, PLAYER_VERBS, VERB_BASE
from xapi.exceptions import StatementInvalidError
from xapi.fields import (
    duration_seconds,
    flag_get,
    iri_check,
    mapping_get,
    moment_get,
    number_get,
    text_get,
    uuid_get,
)

MAX_RESPONSE = 16_384
MAX_TEXT = 8_192
MAX_COMPONENTS = 200
MAX_PATTERNS = 50
MAX_SCORE = 1_000_000
SUB_CONTENT = re.compile(r"[?&]subContentId=([A-Za-z0-9-]{1,64})(?:&|$)", re.ASCII)
CONTEXT_LISTS = ("parent", "grouping", "category", "other")
MAX_CONTEXT = 20


@dataclass(frozen=True, kw_only=True)
class ParsedResult:
    """The result of a statement, typed."""

    raw: Decimal | None = None
    maximum: Decimal | None = None
    scaled: Decimal | None = None
    success: bool | None = None
    completion: bool | None = None
    response: str | None = None
    seconds: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class ParsedStatement:
    """A statement as the store takes it. `statement` is its cleaned JSON without actor."""

    statement_id: uuid.UUID
    verb_id: str
    object_id: str
    sub_content_id: str
    interaction: str
    has_parent: bool
    result: ParsedResult
    timestamp: dt.datetime
    statement: dict[str, Any] = field(repr=False)

    @property
    def verb(self) -> str:
        """The verb's last word."""
        return self.verb_id.removeprefix(VERB_BASE)


def statement_parse(data: Any, *, activity_iri: str) -> ParsedStatement:
    """Read one statement about the activity at `activity_iri` or a part of it.

    Raises StatementInvalidError with the place and the rule.
    """
    if not isinstance(data, dict):
        raise StatementInvalidError("a statement must be an object")
    statement_id = uuid_get(data, "id")
    verb = _verb_parse(mapping_get(data, "verb", "statement"))
    target, sub_content_id = _object_parse(mapping_get(data, "object", "statement"), activity_iri)
    result, result_json = result_parse(mapping_get(data, "result", "statement"))
    context = _context_parse(mapping_get(data, "context", "statement"), activity_iri)
    said = moment_get(data, "timestamp")
    now = timezone.now()
    # A phone's clock may be ahead: nothing happened later than now.
    timestamp = min(said, now) if said else now
    statement: dict[str, Any] = {"id": str(statement_id), "verb": verb, "object": target}
    if result_json:
        statement["result"] = result_json
    if context:
        statement["context"] = context
    if said:
        statement["timestamp"] = said.isoformat()
    return ParsedStatement(
        statement_id=statement_id,
        verb_id=verb["id"],
        object_id=target["id"],
        sub_content_id=sub_content_id,
        interaction=target.get("definition", {}).get("interactionType", ""),
        has_parent=bool(context.get("contextActivities", {}).get("parent")),
        result=result,
        timestamp=timestamp,
        statement=statement,
    )


def _verb_parse(verb: dict[str, Any]) -> dict[str, Any]:
    verb_id = verb.get("id")
    if verb_id not in PLAYER_VERBS if isinstance(verb_id, str) else True:
        raise StatementInvalidError("verb.id is not a verb of a player")
    display = _language_map(verb, "display", "verb")
    return {"id": verb_id, **({"display": display} if display else {})}


def _language_map(data: dict[str, Any], name: str, place: str) -> dict[str, str]:
    texts = mapping_get(data, name, place)
    if len(texts) > MAX_CONTEXT:
        raise StatementInvalidError(f"{place}.{name} has too many languages")
    found = {}
    for language in texts:
        if not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language, re.ASCII):
            raise StatementInvalidError(f"{place}.{name} must be a map of languages")
        text = text_get(texts, language, f"{place}.{name}", limit=MAX_TEXT)
        if text is not None:
            found[language] = text
    return found


def _own_iri(value: Any, activity_iri: str) -> tuple[str, str]:
    """Return the absolute address of the activity or of its part, and the part's identifier."""
    if value is not None and (not isinstance(value, str) or len(value) > MAX_TEXT):
        raise StatementInvalidError("object.id must be an address")
    part = SUB_CONTENT.search(value or "")
    if part is None:
        return activity_iri, ""
    return f"{activity_iri}?subContentId={part[1]}", part[1]


def _object_parse(target: dict[str, Any], activity_iri: str) -> tuple[dict[str, Any], str]:
    kind = target.get("objectType", "Activity")
    if kind != "Activity":
        raise StatementInvalidError("object.objectType must be Activity")
    iri, sub_content_id = _own_iri(target.get("id"), activity_iri)
    definition = definition_parse(mapping_get(target, "definition", "object"))
    parsed: dict[str, Any] = {"objectType": "Activity", "id": iri}
    if definition:
        parsed["definition"] = definition
    return parsed, sub_content_id


def definition_parse(definition: dict[str, Any]) -> dict[str, Any]:
    """Read what the question was, as far as the specification knows it."""
    place = "object.definition"
    parsed: dict[str, Any] = {}
    for name in ("name", "description"):
        texts = _language_map(definition, name, place)
        if texts:
            parsed[name] = texts
    if definition.get("type") is not None:
        parsed["type"] = iri_check(definition["type"], f"{place}.type")
    interaction = text_get(definition, "interactionType", place, limit=32)
    if interaction is not None:
        if interaction not in INTERACTION_TYPES:
            raise StatementInvalidError(f"{place}.interactionType is not known")
        parsed["interactionType"] = interaction
    patterns = definition.get("correctResponsesPattern")
    if patterns is not None:
        parsed["correctResponsesPattern"] = _patterns_parse(patterns)
    for name in COMPONENT_LISTS:
        if definition.get(name) is not None:
            parsed[name] = _components_parse(definition[name], f"{place}.{name}")
    return parsed


def _patterns_parse(patterns: Any) -> list[str]:
    if not isinstance(patterns, list) or len(patterns) > MAX_PATTERNS:
        raise StatementInvalidError("correctResponsesPattern must be a short list of texts")
    for pattern in patterns:
        if not isinstance(pattern, str) or len(pattern) > MAX_RESPONSE:
            raise StatementInvalidError("correctResponsesPattern must hold texts")
    return list(patterns)


def _components_parse(components: Any, place: str) -> list[dict[str, Any]]:
    if not isinstance(components, list) or len(components) > MAX_COMPONENTS:
        raise StatementInvalidError(f"{place} must be a list of at most {MAX_COMPONENTS}")
    parsed = []
    for component in components:
        if not isinstance(component, dict):
            raise StatementInvalidError(f"{place} must hold objects")
        name = component.get("id")
        if isinstance(name, int) and not isinstance(name, bool):
            name = str(name)
        if not isinstance(name, str) or len(name) > MAX_TEXT:
            raise StatementInvalidError(f"{place}.id must be a text")
        parsed.append({"id": name, "description": _language_map(component, "description", place)})
    return parsed


def result_parse(result: dict[str, Any]) -> tuple[ParsedResult, dict[str, Any]]:
    """Read a result; return it typed and as clean JSON."""
    score = mapping_get(result, "score", "result")
    place = "result.score"
    low = number_get(score, "min", place, low=-MAX_SCORE, high=MAX_SCORE)
    high = number_get(score, "max", place, low=-MAX_SCORE, high=MAX_SCORE)
    raw = number_get(score, "raw", place, low=-MAX_SCORE, high=MAX_SCORE)
    scaled = number_get(score, "scaled", place, low=-1, high=1)
    if low is not None and high is not None and low > high:
        raise StatementInvalidError("result.score.min is above max")
    if raw is not None and ((low is not None and raw < low) or (high is not None and raw > high)):
        raise StatementInvalidError("result.score.raw is outside min and max")
    if scaled is None and raw is not None and high is not None and high > 0:
        scaled = max(raw / high, Decimal(-1)).quantize(Decimal("0.0001"))
    duration = text_get(result, "duration", "result", limit=64)
    parsed = ParsedResult(
        raw=raw,
        maximum=high,
        scaled=scaled,
        success=flag_get(result, "success", "result"),
        completion=flag_get(result, "completion", "result"),
        response=text_get(result, "response", "result", limit=MAX_RESPONSE),
        seconds=None if duration is None else duration_seconds(duration),
    )
    numbers = {"scaled": scaled, "raw": raw, "min": low, "max": high}
    clean: dict[str, Any] = {
        "score": {name: float(value) for name, value in numbers.items() if value is not None},
        "success": parsed.success,
        "completion": parsed.completion,
        "response": parsed.response,
        "duration": duration,
    }
    return parsed, {name: value for name, value in clean.items() if value not in (None, {})}


def _context_parse(context: dict[str, Any], activity_iri: str) -> dict[str, Any]:
    activities = mapping_get(context, "contextActivities", "context")
    parsed: dict[str, Any] = {}
    for name in CONTEXT_LISTS:
        listed = activities.get(name) or []
        listed = [listed] if isinstance(listed, dict) else listed
        if not isinstance(listed, list) or len(listed) > MAX_CONTEXT:
            raise StatementInvalidError(f"context.contextActivities.{name} must be a short list")
        found = [_context_activity(item, name, activity_iri) for item in listed]
        if found:
            parsed[name] = found
    return {"contextActivities": parsed} if parsed else {}


def _context_activity(item: Any, name: str, activity_iri: str) -> dict[str, str]:
    if not isinstance(item, dict):
        raise StatementInvalidError(f"context.contextActivities.{name} must hold objects")
    if name in {"parent", "grouping"}:
        return {"objectType": "Activity", "id": _own_iri(item.get("id"), activity_iri)[0]}
    iri = iri_check(item.get("id"), f"context.contextActivities.{name}.id")
    return {"objectType": "Activity", "id": iri}
