"""Models of the catalogue: language-neutral structure and the pages that present it."""

from courses.catalogue.models.pages import (
    CatalogueIndexPage,
    CoursePage,
    LessonPage,
    ModulePage,
    UnitPage,
)
from courses.catalogue.models.structure import Course, Module, Programme, Unit

__all__ = [
    "CatalogueIndexPage",
    "Course",
    "CoursePage",
    "LessonPage",
    "Module",
    "ModulePage",
    "Programme",
    "Unit",
    "UnitPage",
]
