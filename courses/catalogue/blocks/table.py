"""A simple table with a caption."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class TableRowBlock(blocks.StructBlock):
    """One row."""

    cells = blocks.ListBlock(blocks.CharBlock(required=False), label=_("Cells"))

    class Meta:
        label = _("Row")


class TableBlock(blocks.StructBlock):
    """Column headings and rows of text."""

    caption = blocks.CharBlock(label=_("Caption"), required=False)
    columns = blocks.ListBlock(blocks.CharBlock(), label=_("Column headings"), min_num=1)
    rows = blocks.ListBlock(TableRowBlock(), label=_("Rows"), min_num=1)

    def clean(self, value: Any) -> Any:
        """Refuse rows that have more or fewer cells than there are columns."""
        cleaned = super().clean(value)
        width = len(cleaned["columns"])
        if any(len(row["cells"]) != width for row in cleaned["rows"]):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "rows": ValidationError(_("Each row needs one cell for each column."))
                }
            )
        return cleaned

    class Meta:
        icon = "table"
        label = _("Table")
        template = "courses/blocks/table.html"
        description = _("A small table. It scrolls sideways on a phone: three columns at most.")
        preview_value = {"caption": "", "columns": ["A", "B"], "rows": [{"cells": ["1", "2"]}]}
