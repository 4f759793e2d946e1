"""Reads of the catalogue. The outline comes from here, never from the page tree."""

from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale

from core.exceptions import NotFoundError
from core.fields import localized_get
from core.text import search_normalize
from courses.catalogue.kinds import UnitKind, kind_get
from courses.catalogue.models import Course, CoursePage, ModulePage, Unit


@dataclass(frozen=True, kw_only=True)
class OutlineUnit:
    """One unit as the outline shows it in one language."""

    id: int
    code: str
    title: str
    kind: UnitKind
    minutes: int
    is_required: bool
    index: int
    number: int
    url: str

    @property
    def position(self) -> int:
        """Place in the course, from 1."""
        return self.index + 1

    @property
    def optional(self) -> bool:
        """Whether the course completes without it."""
        return not self.is_required

    # Rendered list items by state, filled on first use: 100 units cost no template rendering.
    fragments: dict[str, str] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class OutlineModule:
    """One module with its units."""

    id: int
    code: str
    title: str
    number: int
    units: tuple[OutlineUnit, ...]
    # What its page says in this language; empty where there is none.
    opening: str = ""
    reminder_url: str = ""

    @cached_property
    def minutes(self) -> int:
        """Nominal minutes of all its units."""
        return sum(unit.minutes for unit in self.units)


@dataclass(frozen=True, kw_only=True)
class Outline:
    """Modules and units of a course in order, in one language. Shared by requests: read-only."""

    course_id: int
    version: int
    language: str
    modules: tuple[OutlineModule, ...]

    @cached_property
    def units(self) -> tuple[OutlineUnit, ...]:
        """All units in order."""
        return tuple(unit for module in self.modules for unit in module.units)

    @cached_property
    def by_code(self) -> dict[str, OutlineUnit]:
        """Units by their code."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def by_id(self) -> dict[int, OutlineUnit]:
        """Units by their id."""
        return {unit.id: unit for unit in self.units}

    def neighbours(self, unit: OutlineUnit) -> tuple[OutlineUnit | None, OutlineUnit | None]:
        """The units before and after this one."""
        before = self.units[unit.index - 1] if unit.index else None
        after = self.units[unit.index + 1] if unit.index + 1 < len(self.units) else None
        return before, after


_OUTLINES: OrderedDict[tuple[int, int, str], Outline] = OrderedDict()
_OUTLINES_KEPT = 128


def outline_get(course: Course, language: str) -> Outline:
    """Return the outline of `course` in `language`; three queries the first time, then none.

    Kept per process under the course's `outline_version`, so that a rebuild is seen at once.
    """
    key = (course.pk, course.outline_version, language)
    outline = _OUTLINES.get(key)
    if outline is None:
        outline = _outline_read(course, language)
        _OUTLINES[key] = outline
        while len(_OUTLINES) > _OUTLINES_KEPT:
            _OUTLINES.popitem(last=False)
    return outline


def _outline_read(course: Course, language: str) -> Outline:
    by_module: dict[int, list[Unit]] = {}
    for unit in course.units.filter(is_active=True, module__isnull=False).order_by("position"):
        by_module.setdefault(unit.module_id or 0, []).append(unit)
    presented = ModulePage.objects.filter(
        module__course=course, locale__language_code=language, live=True
    )
    pages = {row[0]: row[1:] for row in presented.values_list("module_id", "opening", "reminder")}
    modules = []
    index = 0
    with translation.override(language):
        rows = course.modules.filter(is_active=True).order_by("position")
        for number, row in enumerate(rows, start=1):
            units = []
            for position, unit in enumerate(by_module.get(row.pk, []), start=1):
                units.append(
                    OutlineUnit(
                        id=unit.pk,
                        code=unit.code,
                        title=localized_get(unit, "title", language),
                        kind=kind_get(unit.kind),
                        minutes=unit.minutes,
                        is_required=unit.is_required,
                        index=index,
                        number=position,
                        url=reverse("courses:unit", args=[course.code, unit.code]),
                    )
                )
                index += 1
            opening, reminder = pages.get(row.pk, ("", ""))
            reminder_url = reverse("courses:module", args=[course.code, row.code])
            modules.append(
                OutlineModule(
                    id=row.pk,
                    code=row.code,
                    title=localized_get(row, "title", language),
                    number=number,
                    units=tuple(units),
                    opening=opening,
                    reminder_url=reminder_url if reminder else "",
                )
            )
    return Outline(
        course_id=course.pk,
        version=course.outline_version,
        language=language,
        modules=tuple(modules),
    )


def course_get(code: str) -> Course:
    """Return the course of this code. Raises NotFoundError when it is published in no language."""
    course = Course.objects.filter(code=code).first()
    if course is None or not (course.live_fr or course.live_ar):
        raise NotFoundError
    return course


def page_get(page_model: type[Any], name: str, record_id: int, language: str) -> Any | None:
    """Return the live page that presents a record in `language`, the source language as fallback.

    One query. `page.language_code` tells which language the page is in. Streams are deferred:
    a cached body needs them not.
    """
    rows = (
        page_model.objects.filter(**{f"{name}_id": record_id}, live=True)
        .select_related("locale")
        .defer_streamfields()
    )
    pages = {page.locale.language_code: page for page in rows}
    return pages.get(language) or pages.get(settings.LANGUAGE_CODE)


_PAGES: OrderedDict[tuple[type[Any], int, int, str], Any] = OrderedDict()
_PAGES_KEPT = 512


def page_kept(
    page_model: type[Any], name: str, record_id: int, course: Course, language: str
) -> Any:
    """Return what `page_get` returns, kept per process under the course's `outline_version`.

    Every publication in the course moves that version on, so that it is seen at once. The page is
    shared between requests: read-only.
    """
    key = (page_model, record_id, course.outline_version, language)
    if key not in _PAGES:
        _PAGES[key] = page_get(page_model, name, record_id, language)
        while len(_PAGES) > _PAGES_KEPT:
            _PAGES.popitem(last=False)
    return _PAGES[key]


def course_page_get(course: Course, language: str) -> CoursePage | None:
    """Return the page that presents the course."""
    page: CoursePage | None = page_kept(CoursePage, "course", course.pk, course, language)
    return page


def module_page_get(course: Course, module_id: int, language: str) -> ModulePage | None:
    """Return the page that presents the module."""
    page: ModulePage | None = page_kept(ModulePage, "module", module_id, course, language)
    return page


def unit_page_get(course: Course, unit: OutlineUnit, language: str) -> Any | None:
    """Return the page that presents the unit."""
    return page_kept(unit.kind.page_model, "unit", unit.id, course, language)


def courses_visible(language: str) -> QuerySet[Course]:
    """Return the courses published in this language, in catalogue order."""
    return Course.objects.filter(**{f"live_{language}": True}).order_by("position", "pk")


def courses_search(
    *, language: str, query: str = "", theme: str = "", spoken: str = "", max_minutes: int = 0
) -> QuerySet[Course]:
    """Filter the catalogue. `query` finds words in either language, folded (accents, hamza, ال)."""
    rows = courses_visible(language)
    if theme:
        rows = rows.filter(theme=theme)
    if spoken in {"fr", "ar"}:
        rows = rows.filter(**{f"live_{spoken}": True})
    if max_minutes:
        rows = rows.filter(minutes__lte=max_minutes)
    for word in search_normalize(query).split():
        rows = rows.filter(Q(search_fr__contains=word) | Q(search_ar__contains=word))
    return rows


def source_locale() -> Locale:
    """Return the locale in which courses are composed."""
    return Locale.objects.get(language_code=settings.LANGUAGE_CODE)
