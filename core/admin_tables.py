"""Columns of Wagtail's lists in the reader's words: Wagtail itself prints True and other months."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from wagtail.admin.ui.tables import Column

from core.dates import date_format_long


def yes_no_column(name: str, label: str | Promise) -> Column:
    """Return a column that says yes or no."""

    def said(row: Any) -> str:
        return gettext("Yes") if getattr(row, name) else gettext("No")

    return Column(name, label=label, accessor=said, sort_key=name)


def day_column(name: str, label: str | Promise) -> Column:
    """Return a column of days, as Morocco writes them; a moment is shown by its day."""

    def said(row: Any) -> str:
        value = getattr(row, name)
        return date_format_long(value) if value else "–"

    return Column(name, label=label, accessor=said, sort_key=name)
