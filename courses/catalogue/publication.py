"""What must be true before a page of a course is published in a language.

Applets above add their own checks with `check_register` (an assessment must be passable).
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale

from courses.catalogue.models import CatalogueIndexPage, CoursePage, ModulePage, UnitPage

Check = Callable[[Any], list[str]]
_checks: list[Check] = []


def check_register(check: Check) -> None:
    """Add a check: it gets the page and returns its problems in words for the author."""
    if check not in _checks:
        _checks.append(check)


def publication_problems(page: Any) -> list[str]:
    """Return why the page may not be published; empty when it may."""
    if not isinstance(page, (CoursePage, ModulePage, UnitPage)):
        return []
    problems = [*_translation_problems(page), *_reach_problems(page), *_body_problems(page)]
    for check in _checks:
        problems += check(page)
    return problems


def _translation_problems(page: Any) -> list[str]:
    """Each page exists in every language, at least as a draft, before one is published."""
    existing = set(page.get_translations(inclusive=True).values_list("locale_id", flat=True))
    missing = Locale.objects.exclude(pk__in=existing)
    return [
        _("There is no version in this language yet: %(language)s. Translate the page first.")
        % {"language": locale.get_display_name()}
        for locale in missing
    ]


def _reach_problems(page: Any) -> list[str]:
    """A unit below an unpublished page could not be reached."""
    parent = page.get_parent()
    if parent is None or isinstance(parent.specific, CatalogueIndexPage) or parent.live:
        return []
    return [
        _("Nobody could reach this page: publish “%(parent)s” first.") % {"parent": parent.title}
    ]


def _body_problems(page: Any) -> list[str]:
    """A lesson says something, and each image says what it shows."""
    if not hasattr(page, "body"):
        return []
    problems = [] if len(page.body) else [_("The page has no content.")]
    images = [block.value for block in page.body if block.block_type == "image"]
    if any(not value["alt"].strip() for value in images):
        problems.append(_("An image has no alternative text."))
    return problems
