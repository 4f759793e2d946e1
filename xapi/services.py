"""Add statements."""

import hashlib
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from xapi.enums import ReferenceRole
from xapi.exceptions import StatementConflictError
from xapi.models import Statement, StatementReference, key_of
from xapi.parsing import ParsedStatement


@dataclass(frozen=True, kw_only=True)
class StoredStatement:
    """What a call of `statement_store` did. `created` is False when it had been stored before."""

    statement_id: uuid.UUID
    created: bool


def actor_make(name: str) -> dict[str, Any]:
    """Return the agent of an account of this platform, named by its neutral identifier."""
    return {"objectType": "Agent", "account": {"homePage": settings.SITE_URL, "name": name}}


def agent_key(agent: dict[str, Any]) -> str:
    """Return the index key of an agent made by `actor_make`."""
    account = agent["account"]
    return key_of(f"account::{account['homePage']}|{account['name']}")


def authority_make() -> dict[str, Any]:
    """Return the agent that vouches for what the server stored: the platform itself."""
    return actor_make("platform")


def statement_store(
    *,
    parsed: ParsedStatement,
    actor_name: str,
    registration: uuid.UUID | None,
    language: str,
    then: Callable[[], None] | None = None,
) -> StoredStatement:
    """Store a statement once; `then` runs in the same transaction when it is new.

    Two queries at most (the second for what is named besides actor and object). The same
    statement sent again changes nothing. Raises StatementConflictError when another statement
    has its id.
    """
    actor = actor_make(actor_name)
    context = {**parsed.statement.get("context", {}), "language": language}
    if registration is not None:
        context["registration"] = str(registration)
    stated = {**parsed.statement, "actor": actor, "context": context}
    digest = hashlib.sha256(json.dumps(stated, sort_keys=True).encode()).hexdigest()
    try:
        with transaction.atomic():
            _insert(parsed, stated, digest, registration)
            if then is not None:
                then()
    except IntegrityError:
        known = Statement.objects.filter(statement_id=parsed.statement_id)
        found = known.values_list("digest", flat=True).first()
        if found is None:
            raise
        if found != digest:
            raise StatementConflictError("another statement has this id") from None
        return StoredStatement(statement_id=parsed.statement_id, created=False)
    return StoredStatement(statement_id=parsed.statement_id, created=True)


def _insert(
    parsed: ParsedStatement,
    stated: dict[str, Any],
    digest: str,
    registration: uuid.UUID | None,
) -> None:
    now = timezone.now()
    authority = authority_make()
    raw = {
        **stated,
        "timestamp": parsed.timestamp.isoformat(),
        "stored": now.isoformat(),
        "authority": authority,
        "version": "1.0.3",
    }
    statement = Statement.objects.create(
        statement_id=parsed.statement_id,
        actor=stated["actor"],
        actor_key=agent_key(stated["actor"]),
        verb_id=parsed.verb_id,
        verb_key=key_of(parsed.verb_id),
        object_id=parsed.object_id,
        object_key=key_of(parsed.object_id),
        registration=registration,
        authority=authority,
        result=stated.get("result"),
        context=stated["context"],
        timestamp=parsed.timestamp,
        stored=now,
        raw=raw,
        digest=digest,
    )
    activities = stated["context"].get("contextActivities", {})
    references = [
        StatementReference(
            statement=statement, role=ReferenceRole(role), is_agent=False, key=key_of(item["id"])
        )
        for role, items in activities.items()
        for item in items
    ]
    if references:
        StatementReference.objects.bulk_create(references)
