"""Pages change; the neutral rows follow."""

from typing import Any

from django.db.models.signals import post_delete, pre_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from courses.catalogue.models import CoursePage, ModulePage, UnitPage
from courses.catalogue.services import outline_rebuild_later, record_ensure

_PRESENTED = (CoursePage, ModulePage, UnitPage)


def _course_id(page: Any) -> int | None:
    """The course that a page presents or belongs to."""
    if isinstance(page, CoursePage):
        return page.course_id
    if isinstance(page, ModulePage):
        return page.module.course_id
    if isinstance(page, UnitPage):
        return page.unit.course_id
    return None


def _rebuild(page: Any) -> None:
    course_id = _course_id(page)
    if course_id is not None:
        outline_rebuild_later(course_id=course_id)


@receiver(pre_save)
def page_record_ensure(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A new page gets its neutral record before it is first saved."""
    if raw or not isinstance(instance, _PRESENTED) or not instance._state.adding:  # noqa: SLF001
        return
    record_ensure(instance)


@receiver(page_published)
@receiver(page_unpublished)
@receiver(post_page_move)
def page_changed(sender: type, instance: Any, **kwargs: Any) -> None:
    """Publishing, unpublishing and moving rebuild the outline of the course."""
    _rebuild(instance.specific if hasattr(instance, "specific") else instance)


@receiver(post_delete)
def page_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    """A deleted page leaves the outline; its record and what learners did stay."""
    if isinstance(instance, _PRESENTED):
        _rebuild(instance)
