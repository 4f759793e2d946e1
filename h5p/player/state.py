"""Save and resume: data types, parts, preload, invalidation, deletion, limits."""

import re
from typing import Any

from django.conf import settings
from django.utils import timezone

from h5p.models import ContentState
from h5p.player.exceptions import StateInvalidError, StateTooLargeError
from h5p.player.tokens import PlayClaims

NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}", re.ASCII)
MAX_PIECES = 200
RESET = "RESET"


def state_save(
    *,
    claims: PlayClaims,
    data_type: str,
    sub_content_id: str,
    data: Any,
    preload: bool,
    invalidate: bool,
) -> None:
    """Keep one piece; the last one wins. `data` 0 (or null) deletes it. Two queries.

    Raises StateInvalidError and StateTooLargeError.
    """
    if not NAME.fullmatch(data_type) or not NAME.fullmatch(sub_content_id):
        raise StateInvalidError
    rows = ContentState.objects.filter(
        registration=claims.registration, activity_id=claims.activity_id
    )
    if data in (0, "0", None):
        rows.filter(data_type=data_type, sub_content_id=sub_content_id).delete()
        return
    if not isinstance(data, str) or "\x00" in data:
        raise StateInvalidError
    if len(data.encode("utf-8", "replace")) > settings.H5P_STATE_MAX_BYTES:
        raise StateTooLargeError
    others = rows.exclude(data_type=data_type, sub_content_id=sub_content_id)
    if others.count() >= MAX_PIECES:
        raise StateTooLargeError
    ContentState.objects.bulk_create(
        [
            ContentState(
                user_id=claims.user_id,
                registration=claims.registration,
                activity_id=claims.activity_id,
                version_id=claims.version_id,
                data_type=data_type,
                sub_content_id=sub_content_id,
                data=data,
                preload=preload,
                invalidate=invalidate,
                updated_at=timezone.now(),
            )
        ],
        update_conflicts=True,
        unique_fields=["registration", "activity", "data_type", "sub_content_id"],
        update_fields=["user", "version", "data", "preload", "invalidate", "updated_at"],
    )


def state_get(*, claims: PlayClaims, data_type: str, sub_content_id: str) -> str | None:
    """Return one piece that was not preloaded; None when there is none of this version."""
    if not claims.registration:
        return None
    row = ContentState.objects.filter(
        registration=claims.registration,
        activity_id=claims.activity_id,
        data_type=data_type,
        sub_content_id=sub_content_id,
    ).first()
    if row is None or _is_stale(row, claims.version_id):
        return None
    return row.data


def states_preload(claims: PlayClaims) -> dict[str, dict[str, str]]:
    """Return {part: {data type: data}} as the player takes it at its start. One query.

    Without any state the entry of the whole activity is there all the same, so that the player
    does not ask. A state of another version makes the player say that the content has changed.
    """
    preloaded: dict[str, dict[str, str]] = {"0": {}}
    if not claims.registration:
        return preloaded
    rows = ContentState.objects.filter(
        registration=claims.registration, activity_id=claims.activity_id, preload=True
    )
    for row in rows[: MAX_PIECES + 1]:
        stale = _is_stale(row, claims.version_id)
        if not stale:
            preloaded.setdefault(row.sub_content_id, {})[row.data_type] = row.data
        elif (row.sub_content_id, row.data_type) == ("0", "state"):
            preloaded["0"]["state"] = RESET
    return preloaded


def _is_stale(row: ContentState, version_id: int) -> bool:
    return row.invalidate and row.version_id != version_id
