"""The audit trail: what staff do for others, in Wagtail's log (ADR 0006)."""

from typing import Any

from django.db.models import Model
from wagtail.log_actions import log


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
    stated = {"from": before, "to": after, "reason": reason}
    data = {**extra, **{name: value for name, value in stated.items() if value not in (None, "")}}
    if person is not None:
        data["person"] = str(person.uuid)
        title = title or str(person)
    log(instance=instance, action=action, user=by, title=title or str(instance), data=data)
