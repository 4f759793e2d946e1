"""The audit trail: what staff do for others, in Wagtail's log (ADR 0006)."""

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.log_actions import log, registry

from core.exceptions import LmsError


class AuditGroup(models.TextChoices):
    """What an action is about, for those who search the trail."""

    ENROLMENTS = "enrolments", _("Enrolments and follow-up")
    RESULTS = "results", pgettext_lazy("audit", "Results")
    ATTENDANCE = "attendance", _("Attendance and sessions")
    CERTIFICATES = "certificates", _("Certificates")
    ROLES = "roles", _("Roles and rights")
    EXPORTS = "exports", _("Exports")
    PEOPLE = "people", _("People and institutions")
    CONTENT = "content", _("Courses and content")


class AuditFrozenError(LmsError):
    """What was written down stays as it was written."""

    code = "audit_frozen"
    status = HTTPStatus.FORBIDDEN
    message = _("An entry of the history is neither changed nor deleted.")


_GROUPS: dict[str, AuditGroup] = {}
_WORDS: dict[str, Any] = {}


def audit_register(
    group: AuditGroup, actions: Iterable[str], *, words: Iterable[type[models.TextChoices]] = ()
) -> None:
    """Say to which group an app's actions belong, beside their formatters.

    `words`: the lists whose codes stand in `from` and `to`, so that they are read as labels.
    """
    _GROUPS.update(dict.fromkeys(actions, group))
    for choices in words:
        _WORDS.update(choices.choices)


def audit_groups() -> Mapping[str, AuditGroup]:
    """Return the group of each action of ours."""
    return _GROUPS


def audit_words(value: Any) -> str:
    """Return a value of `from` or `to` in words of the active language.

    A text "word + number" (a due date counted from something) is read as "label: number".
    """
    if isinstance(value, Mapping):
        pairs = [f"{name}: {audit_words(one)}" for name, one in value.items()]
        return str(_(", ")).join(pairs)
    if isinstance(value, list | tuple):
        return str(_(", ")).join(audit_words(one) for one in value)
    if value is None or value == "":
        return ""
    if not isinstance(value, str):
        return str(value)
    word, _plus, number = value.partition(" + ")
    if number.isdigit() and word in _WORDS:
        return f"{_WORDS[word]}{pgettext('before a value', ':')} {number}"
    return str(_WORDS.get(value, value))


def audit_write(
    *,
    action: str,
    instance: models.Model,
    by: Any,
    person: Any = None,
    before: Any = None,
    after: Any = None,
    reason: str = "",
    title: str = "",
    **extra: Any,
) -> None:
    """Write down who did what, on whom, from what to what and why, in the caller's transaction.

    `action` is registered by the app's `wagtail_hooks` (`register_log_actions`), its group by
    `audit_register`. `by` is the person who acts, None for the platform itself. `person` is whom it
    is about: kept by `uuid` and name, so that the trail can be searched by person and outlives the
    account. Values must be JSON.
    """
    data = _data(before=before, after=after, reason=reason, extra=extra, person=person)
    if person is not None:
        title = title or str(person)
    log(instance=instance, action=action, user=by, title=title or str(instance), data=data)


def audit_write_many(
    *,
    action: str,
    rows: Sequence[tuple[models.Model, Any]],
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
