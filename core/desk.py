"""The desk: what awaits a member of staff, on the first page of the administration.

Each app says what it has with `hooks.register("register_desk_items")`: a function of the person
that yields items. Every function asks the permissions itself and runs a constant number of
queries; the desk only arranges.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from wagtail import hooks
from wagtail.admin.ui.components import Component


@dataclass(frozen=True, kw_only=True)
class DeskItem:
    """A line of the desk: so many things that wait for a decision, and where to take it.

    Items without anything that waits are not shown.
    """

    label: str | Promise
    count: int
    url: str
    icon: str


@dataclass(frozen=True, kw_only=True)
class DeskAction:
    """Something that this person often starts here."""

    label: str | Promise
    url: str
    icon: str


DeskHook = Callable[[Any], Iterator[DeskItem | DeskAction]]


class DeskPanel(Component):
    """What awaits this person, then what they may start."""

    name = "desk"
    template_name = "core/desk.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Ask every app."""
        request = (parent_context or {})["request"]
        lines = [
            line for hook in hooks.get_hooks("register_desk_items") for line in hook(request.user)
        ]
        return {
            "items": [line for line in lines if isinstance(line, DeskItem) and line.count],
            "actions": [line for line in lines if isinstance(line, DeskAction)],
        }
