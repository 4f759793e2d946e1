"""Where activities stand: in a unit of their own, or as blocks of a lesson."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from courses.activities.enums import CompletionRule
from courses.activities.models import ActivityPage

# In addresses: the activity that is the unit itself.
UNIT_SLOT = "unit"
BLOCK_TYPE = "activity"
_PLACES: OrderedDict[tuple[int, Any, Any], dict[str, "Place"]] = OrderedDict()
_PLACES_KEPT = 256


@dataclass(frozen=True, kw_only=True)
class Place:
    """One activity in one page. `rule` is empty where it completes nothing."""

    slot: str
    activity_id: int
    rule: str = ""
    pass_percent: int = 70
    reveals: bool = True

    @property
    def address_slot(self) -> str:
        """The slot as it stands in addresses."""
        return self.slot or UNIT_SLOT


def places_of(page: Any) -> dict[str, Place]:
    """Return the page's activities by their slot in addresses. Kept per published version."""
    if isinstance(page, ActivityPage):
        place = Place(
            slot="",
            activity_id=page.activity_id,
            rule=CompletionRule(page.rule).value,
            pass_percent=page.pass_percent,
            reveals=page.reveals,
        )
        return {UNIT_SLOT: place}
    key = (page.pk, page.live_revision_id, page.last_published_at)
    if key not in _PLACES:
        _PLACES[key] = _blocks_read(page)
        while len(_PLACES) > _PLACES_KEPT:
            _PLACES.popitem(last=False)
    return _PLACES[key]


def _blocks_read(page: Any) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for block in getattr(page, "body", None) or []:
        if block.block_type == BLOCK_TYPE and block.value.get("activity"):
            found[block.id] = Place(
                slot=block.id,
                activity_id=block.value["activity"].pk,
                pass_percent=block.value["pass_percent"],
                reveals=block.value["reveals"],
            )
    return found
