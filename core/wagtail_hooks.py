"""The administration wears the platform's colours and opens on what awaits each person."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks

from core.desk import DeskPanel


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """Our colours, and lists that a phone can show."""
    sheets = ((static(f"lms/css/{name}.css"),) for name in ("admin", "admin-lists"))
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("construct_homepage_panels")
def desk_panel(request: HttpRequest, panels: list[Any]) -> None:
    """The desk before everything else."""
    panels.insert(0, DeskPanel())


@hooks.register("construct_homepage_summary_items", order=1000)
def summary_clear(request: HttpRequest, items: list[Any]) -> None:
    """Numbers of pages and images answer no question of those who work here."""
    items.clear()
