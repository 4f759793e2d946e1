"""Writing without overwriting: what an editor changed is left alone unless told otherwise."""

import hashlib
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from pages.content_loader.markdown import Block
from pages.models import ContentRecord

# Fields of the pages that hold blocks.
STREAMS = frozenset({"body", "kit"})
SHARED_BLOCKS = frozenset({"activity"})
_NAMESPACE = uuid.UUID("5f7a3c8e-2f0a-4b57-9f0e-6f1f4f8d6a10")


def fingerprint(value: Any) -> str:
    """Return the hash of any JSON-like value."""
    source = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(source.encode()).hexdigest()


def stream_data(key: str, blocks: list[Block]) -> list[dict[str, Any]]:
    """Return StreamField data with ids that are the same at every load.

    `key` ends in the language. An activity has the same id in both: learners' results hang on it.
    """
    page = key.rpartition("/")[0]
    rows = []
    for index, (name, value) in enumerate(blocks):
        place = f"{page}/{name}" if name in SHARED_BLOCKS else f"{key}/{index}"
        rows.append({"type": name, "value": value, "id": str(uuid.uuid5(_NAMESPACE, place))})
    return rows


@dataclass
class Tally:
    """What a load did."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)


class Writer:
    """Decides what a load may write, and remembers what it wrote."""

    def __init__(self, *, overwrite: bool) -> None:
        self.overwrite = overwrite
        self.tally = Tally()
        self.records = {record.key: record for record in ContentRecord.objects.all()}

    def may_write(self, key: str, source: Any, state: str | None) -> bool:
        """Return whether the thing is to be written. `state`: None when it does not exist yet."""
        record = self.records.get(key)
        if state is None:
            self.tally.created += 1
            return True
        if record is not None and record.state != state and not self.overwrite:
            self.tally.kept.append(key)
            return False
        if record is None and not self.overwrite:
            self.tally.kept.append(key)
            return False
        if (
            record is not None
            and record.state == state
            and record.fingerprint == fingerprint(source)
        ):
            self.tally.unchanged += 1
            return False
        self.tally.updated += 1
        return True

    def wrote(self, key: str, source: Any, state: str) -> None:
        """Remember what was written."""
        self.records[key], _created = ContentRecord.objects.update_or_create(
            key=key, defaults={"fingerprint": fingerprint(source), "state": state}
        )


def page_state(page: Any) -> str | None:
    """State of a page for `Writer.may_write`: its latest revision."""
    return str(page.latest_revision_id) if page is not None and page.pk else None


def page_write(writer: Writer, key: str, page: Any, parent: Any, values: dict[str, Any]) -> Any:
    """Create or update a page with `values` and publish it, unless an editor changed it.

    `page` is an unsaved or existing page. Returns the saved page.
    """
    if not writer.may_write(key, values, page_state(page)):
        return page
    for name, value in values.items():
        setattr(
            page,
            name,
            json.dumps(value) if name in STREAMS and isinstance(value, list) else value,
        )
    if page.pk is None:
        parent.add_child(instance=page)
    revision = page.save_revision()
    revision.publish()
    page.refresh_from_db()
    writer.wrote(key, values, str(revision.pk))
    return page
