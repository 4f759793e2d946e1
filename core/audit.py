"""The audit trail: what staff do for others, in Wagtail's log (ADR 0006)."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from wagtail.log_actions import log, registry


def audit_write(
    *,
    action: str,
    instance: Model,
    by: Any,
    person: Any = None,
    before: Any = None,
    after: Any = None,
    reason: str = "",
    title: str = "",
    **extra: Any,
) -> None:
    """Write down who did what, on whom, from what to what and why, in the caller's transaction.

    `action` is registered by the app's `wagtail_hooks` (`register_log_actions`). `by` is the person
    who acts, None for the platform itself. `person` is whom it is about: kept by `uuid` and name,
    so that the trail can be searched by person and outlives the account. Values must be JSON.
    """
    data = _data(before=before, after=after, reason=reason, extra=extra, person=person)
    if person is not None:
        title = title or str(person)
    log(instance=instance, action=action, user=by, title=title or str(instance), data=data)


def audit_write_many(
    *,
    action: str,
    rows: Sequence[tuple[Model, Any]],
    by: Any,
    before: Any = None,
    after: Any = None,
    reason: str = "",
    **extra: Any,
) -> None:
    """As `audit_write` for many (instance, person) of one model at once: one query for all."""
    if not rows:
        return
    kind = type(rows[0][0])
    content_type = ContentType.objects.get_for_model(kind, for_concrete_model=False)
    entry_model: Any = registry.get_log_model_for_model(kind)
    now = timezone.now()
    entry_model.objects.bulk_create(
        [
            entry_model(
                content_type=content_type,
                object_id=str(instance.pk),
                label=str(person),
                action=action,
                timestamp=now,
                user=by,
                data=_data(before=before, after=after, reason=reason, extra=extra, person=person),
            )
            for instance, person in rows
        ],
        batch_size=500,
    )


def _data(
    *, before: Any, after: Any, reason: str, extra: dict[str, Any], person: Any
) -> dict[str, Any]:
    stated = {"from": before, "to": after, "reason": reason}
    data = {**extra, **{name: value for name, value in stated.items() if value not in (None, "")}}
    if person is not None:
        data["person"] = str(person.uuid)
    return data
