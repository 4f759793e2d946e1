"""Template tags of the pages app."""

from django import template
from django.utils.translation import get_language

from courses.api import courses_visible
from courses.models import Course

register = template.Library()


@register.simple_tag
def visible_courses() -> list[Course]:
    """The courses published in the active language."""
    return list(courses_visible((get_language() or "fr")[:2]))
