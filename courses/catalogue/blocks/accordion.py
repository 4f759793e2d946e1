"""A text that opens on demand."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.catalogue.blocks.text import SHORT_FEATURES


class AccordionBlock(blocks.StructBlock):
    """More for those who want it; nothing that everybody needs."""

    title = blocks.CharBlock(label=_("Title"))
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_FEATURES)

    class Meta:
        icon = "collapse-down"
        label = _("Accordion")
        template = "courses/blocks/accordion.html"
        description = _("Further detail that opens on demand.")
        preview_value = {"title": "Pour aller plus loin", "text": "<p>Un complément.</p>"}
