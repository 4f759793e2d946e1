"""Take in what the page around the frame passes on."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from h5p.player.grading.outcome import MAX_ANSWERS, is_end, outcome_compute
from h5p.player.integration import activity_iri
from h5p.player.stored import version_get
from h5p.player.tokens import PlayClaims
from h5p.signals import play_ended
from xapi.exceptions import StatementInvalidError
from xapi.parsing import ParsedStatement, statement_parse
from xapi.services import statement_store

MAX_PART_DEPTH = 6


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What became of a statement. `answer` is what receivers want the page to know."""

    statement_id: uuid.UUID
    created: bool
    answer: dict[str, Any] = field(default_factory=dict)


def statement_record(*, claims: PlayClaims, actor_name: str, data: Any) -> Recorded:
    """Record one statement of a learner; when it ends the play, announce what it came to.

    `data` is {"statement": …, "children": [{"statement": …, "children": […]}]}; the children are
    the answers of all parts, also those given on another day. A plain statement costs two queries.
    Raises StatementInvalidError. Idempotent by the statement's id.
    """
    if not isinstance(data, dict):
        raise StatementInvalidError("the body must be an object")
    version = version_get(claims.version_id)
    iri = activity_iri(version)
    statement = statement_parse(data.get("statement"), activity_iri=iri)
    parts = _parts_parse(data.get("children") or [], iri) if is_end(statement) else []
    answer: dict[str, Any] = {}

    def announce() -> None:
        if not is_end(statement):
            return
        outcome = outcome_compute(
            machine_name=version.main_library.machine_name,
            params=version.params,
            statement=statement,
            parts=parts,
        )
        said: Any
        for _receiver, said in play_ended.send(
            sender=Recorded, claims=claims, statement=statement, outcome=outcome
        ):
            answer.update(said or {})

    # Statement and result in one transaction: that of the store.
    stored = statement_store(
        parsed=statement,
        actor_name=actor_name,
        registration=claims.registration_id,
        language=claims.language,
        then=announce,
    )
    return Recorded(statement_id=stored.statement_id, created=stored.created, answer=answer)


def _parts_parse(children: Any, iri: str) -> list[ParsedStatement]:
    """Return the answers below the statement that ends a play, in order. They get no id here."""
    found: list[ParsedStatement] = []
    waiting: list[tuple[Any, int]] = [(children, 0)]
    while waiting:
        rows, depth = waiting.pop()
        if not isinstance(rows, list) or depth > MAX_PART_DEPTH:
            raise StatementInvalidError("children must be lists, not nested deeply")
        for row in rows:
            if not isinstance(row, dict):
                raise StatementInvalidError("children must hold objects")
            statement, inner = row.get("statement"), row.get("children") or []
            if isinstance(statement, dict) and not inner:
                numbered = {**statement, "id": str(uuid.UUID(int=len(found)))}
                found.append(statement_parse(numbered, activity_iri=iri))
            if inner:
                waiting.append((inner, depth + 1))
            if len(found) > MAX_ANSWERS:
                raise StatementInvalidError(f"more than {MAX_ANSWERS} answers")
    return found
