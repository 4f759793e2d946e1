"""A quotation with its source."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.catalogue.blocks.text import SHORT_FEATURES


class QuotationBlock(blocks.StructBlock):
    """Somebody's words, and where they stand."""

    text = blocks.RichTextBlock(label=_("Quotation"), features=SHORT_FEATURES)
    source = blocks.CharBlock(label=_("Source"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "courses/blocks/quotation.html"
        description = _("A quotation always names its source.")
        preview_value = {"text": "<p>« Texte cité. »</p>", "source": "Source"}
