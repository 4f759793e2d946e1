"""Every page that presents structure has a neutral record; this makes the missing ones."""

from typing import Any

from django.db.models import Model

from courses.catalogue.models import Course, CoursePage, Module, ModulePage, Unit, UnitPage


def code_free(rows: Any, wanted: str) -> str:
    """Return `wanted`, or `wanted-2`, `-3`… when `rows` (a queryset) already uses it as code."""
    taken = set(rows.filter(code__startswith=wanted).values_list("code", flat=True))
    candidate, number = wanted, 1
    while candidate in taken:
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate


def _is_presented(page: Any, name: str, record: Model) -> bool:
    """Whether another page of this type and language already presents the record."""
    others = type(page).objects.filter(**{name: record}, locale_id=page.locale_id)
    return bool(others.exclude(pk=page.pk).exists())


def _existing_or_none(page: Any, name: str, rows: Any) -> Any | None:
    """An unpresented record with the page's slug as code: a page made again finds its record."""
    record = rows.filter(code=page.slug).first()
    if record is not None and not _is_presented(page, name, record):
        return record
    return None


def record_ensure(page: Any) -> None:
    """Give a new course, module or unit page its neutral record (sets the foreign key, unsaved).

    Translations keep the record of their source. A copy made in the same language gets a record
    of its own: two pages of one language never present the same unit.
    """
    defaults: dict[str, Any]
    if isinstance(page, CoursePage):
        name, defaults = "course", {}
        rows: Any = Course.objects.all()
    elif isinstance(page, ModulePage):
        course = page.get_parent().specific.course
        name, rows, defaults = "module", Module.objects.filter(course=course), {"course": course}
    elif isinstance(page, UnitPage):
        module = page.get_parent().specific.module
        name, rows = "unit", Unit.objects.filter(course_id=module.course_id)
        defaults = {"course": module.course, "module": module, "kind": page.kind_code}
    else:
        return
    current = getattr(page, f"{name}_id")
    if current is not None and not _is_presented(page, name, getattr(page, name)):
        return
    record = _existing_or_none(page, name, rows)
    if record is None:
        record = rows.model.objects.create(
            code=code_free(rows, page.slug), title_fr=page.title, **defaults
        )
    setattr(page, name, record)
