"""The contract that all kinds of units share, and the registry of kinds.

An applet registers its kind from `CoursesConfig.ready`. Views and templates ask the kind; they
never compare codes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class UnitVisit:
    """One learner opens one unit: what a kind may look at to prepare its page."""

    course: Any
    unit: Any
    enrolment: Any | None
    page: Any
    language: str
    is_completed: bool


def no_context(request: HttpRequest, visit: UnitVisit) -> dict[str, Any]:
    """Return no context of its own: the default of a kind."""
    return {}


@dataclass(frozen=True, kw_only=True)
class UnitKind:
    """What completes a unit of this kind, what it shows, and who serves its page.

    `learner_completes`: the learner's explicit act at the end completes the unit; otherwise only
    the server's own event (grading, attendance, submission) does.
    """

    code: str
    label: str | Promise
    icon: str
    page_model: type[Any]
    template: str
    completes_hint: str | Promise
    learner_completes: bool = False
    is_in_person: bool = False
    context: Callable[[HttpRequest, UnitVisit], dict[str, Any]] = field(default=no_context)


_registry: dict[str, UnitKind] = {}


def kind_register(kind: UnitKind) -> None:
    """Add a kind; a second registration of the same code replaces the first (module reload)."""
    _registry[kind.code] = kind


def kind_get(code: str) -> UnitKind:
    """Return the kind of this code. Raises KeyError for an unknown code (a deployment error)."""
    return _registry[code]


def kinds_all() -> list[UnitKind]:
    """Return every registered kind."""
    return list(_registry.values())


def kind_of_page(page: Any) -> UnitKind | None:
    """Return the kind whose page type this page has, None if it presents no unit."""
    code = getattr(page, "kind_code", "")
    return _registry.get(code)
