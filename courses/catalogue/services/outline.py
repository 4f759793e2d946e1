"""The outline: copied from the page tree of the source locale to the neutral rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale

from core.fields import LANGUAGE_CODES
from core.text import search_normalize
from courses.catalogue.models import Course, CoursePage, Module, ModulePage, Unit, UnitPage
from courses.signals import outline_changed

_deferred: ContextVar[set[int] | None] = ContextVar("outline_deferred", default=None)


@contextmanager
def outline_rebuilds_deferred() -> Iterator[None]:
    """Within the block each outline is rebuilt once, at its end, not at every publication."""
    pending: set[int] = set()
    token = _deferred.set(pending)
    try:
        yield
    finally:
        _deferred.reset(token)
    for course in Course.objects.filter(pk__in=pending).order_by("pk"):
        outline_rebuild(course=course)


def outline_rebuild_later(*, course_id: int) -> None:
    """Rebuild the outline after the running transaction, or at the end of a deferring block."""
    pending = _deferred.get()
    if pending is not None:
        pending.add(course_id)
        return
    transaction.on_commit(lambda: outline_rebuild(course=Course.objects.get(pk=course_id)))


def outline_rebuild(*, course: Course) -> None:
    """Copy structure, titles, search texts and counters from the live pages to the neutral rows.

    Units that left the tree stay, with `is_active=False`: what learners did is kept. Runs in one
    transaction with the course locked; announces `outline_changed` after commit. The number of
    queries does not depend on the number of units.
    """
    with transaction.atomic():
        locked = Course.objects.select_for_update().get(pk=course.pk)
        trees = {code: _tree_get(locked, code) for code in LANGUAGE_CODES}
        _structure_write(locked, trees)
        _course_write(locked, trees)
        transaction.on_commit(lambda: outline_changed.send(sender=Course, course_id=locked.pk))
    course.refresh_from_db()


class _Tree:
    """The live pages of one course in one language, in outline order."""

    def __init__(self, page: CoursePage | None, descendants: list[Any]) -> None:
        self.page = page
        self.modules: list[ModulePage] = []
        self.units: list[tuple[ModulePage, UnitPage]] = []
        module: ModulePage | None = None
        for item in descendants:
            if isinstance(item, ModulePage):
                module = item if item.live else None
                if module is not None:
                    self.modules.append(module)
            elif isinstance(item, UnitPage) and item.live and module is not None:
                self.units.append((module, item))


def _tree_get(course: Course, language: str) -> _Tree:
    """Read the pages of one language; an unpublished course page gives an empty tree."""
    locale = Locale.objects.filter(language_code=language).first()
    page = CoursePage.objects.filter(course=course, locale=locale).first() if locale else None
    if page is None or not page.live:
        return _Tree(None, [])
    descendants = page.get_descendants().order_by("path").specific().defer_streamfields()
    return _Tree(page, list(descendants))


def _structure_write(course: Course, trees: dict[str, _Tree]) -> None:
    """Write modules and units: order and rules from the source language, titles from each."""
    source = trees[settings.LANGUAGE_CODE]
    modules = {module.pk: module for module in course.modules.all()}
    units = {unit.pk: unit for unit in course.units.all()}
    for module in modules.values():
        module.is_active = False
    for unit in units.values():
        unit.is_active = False
    for position, page in enumerate(source.modules):
        module = modules[page.module_id]
        module.position, module.is_active = position, True
    for position, (module_page, unit_page) in enumerate(source.units):
        unit = units[unit_page.unit_id]
        unit.module_id = module_page.module_id
        unit.position, unit.is_active = position, True
        unit.is_required, unit.minutes = unit_page.is_required, unit_page.minutes
        unit.kind = unit_page.kind_code
    for code, tree in trees.items():
        for page in tree.modules:
            setattr(modules[page.module_id], f"title_{code}", page.title)
        for _module, unit_page in tree.units:
            setattr(units[unit_page.unit_id], f"title_{code}", unit_page.title)
    titles = [f"title_{code}" for code in LANGUAGE_CODES]
    Module.objects.bulk_update(modules.values(), ["position", "is_active", *titles])
    Unit.objects.bulk_update(
        units.values(),
        ["position", "is_active", "module", "is_required", "minutes", "kind", *titles],
    )


def _course_write(course: Course, trees: dict[str, _Tree]) -> None:
    """Write the course's own derived columns and move its version on."""
    units = [page for _module, page in trees[settings.LANGUAGE_CODE].units]
    required = [page for page in units if page.is_required]
    course.minutes = sum(page.minutes for page in units)
    course.required_units = len(required)
    course.required_minutes = sum(page.minutes for page in required)
    for code, tree in trees.items():
        setattr(course, f"live_{code}", tree.page is not None)
        if tree.page is None:
            continue
        setattr(course, f"title_{code}", tree.page.title)
        setattr(course, f"summary_{code}", tree.page.summary)
        texts = [tree.page.title, tree.page.summary, tree.page.audience]
        texts += [page.title for page in tree.modules]
        texts += [page.title for _module, page in tree.units]
        setattr(course, f"search_{code}", search_normalize(" ".join(texts)))
    course.outline_version += 1
    course.save()
