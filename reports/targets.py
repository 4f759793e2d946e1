"""Targets per programme and year, and how far they are reached."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from core.audit import audit_write
from reports.figures.answers import grids_get
from reports.figures.grid import Cell
from reports.figures.reader import Reader
from reports.figures.selection import Selection, of_year
from reports.models import Target


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A target and what was reached of it."""

    target: Target
    cell: Cell

    @property
    def percent(self) -> int | None:
        """The share reached, None where the figure is hidden."""
        shown = self.cell.shown
        return None if shown is None else round(shown * 100 / self.target.value)


def targets_progress(reader: Reader, *, year: int) -> list[Progress]:
    """Return the targets of a year with what was reached; three queries at most."""
    targets = list(Target.objects.filter(year=year).select_related("programme"))
    if not targets or not reader.sees_all:
        # A target is the organisation's: an institution's figures are no part of it.
        return []
    codes = sorted({target.indicator for target in targets})
    grids = grids_get(reader, indicators=codes, selection=of_year(year), rows="programme")
    return [
        Progress(
            target=target,
            cell=grids[target.indicator].at(str(target.programme_id))
            if target.programme_id
            else grids[target.indicator].total,
        )
        for target in targets
    ]


def target_of(selection: Selection, targets: Iterable[Progress], indicator: str) -> Progress | None:
    """Return the target that a selection as a whole has: of its programme, or of all."""
    programme = selection.keys.get("programme", "")
    if set(selection.keys) - {"programme"} or selection.year is None:
        return None
    for one in targets:
        same = str(one.target.programme_id or "") == programme
        if same and one.target.indicator == indicator:
            return one
    return None


@transaction.atomic
def target_save(*, target: Target, by: User) -> Target:
    """Save a new or changed target, written down."""
    target.full_clean()
    target.save()
    audit_write(
        action="reports.target",
        instance=target,
        by=by,
        after=target.value,
        title=str(target),
    )
    return target


@transaction.atomic
def target_delete(*, target: Target, by: User) -> None:
    """Delete a target, written down."""
    audit_write(
        action="reports.target", instance=target, by=by, before=target.value, title=str(target)
    )
    target.delete()
