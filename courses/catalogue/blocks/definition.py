"""A term and what it means."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.catalogue.blocks.text import SHORT_FEATURES


class DefinitionBlock(blocks.StructBlock):
    """A term of the glossary."""

    term = blocks.CharBlock(label=_("Term"))
    text = blocks.RichTextBlock(label=_("Definition"), features=SHORT_FEATURES)

    class Meta:
        icon = "openquote"
        label = _("Definition")
        template = "courses/blocks/definition.html"
        description = _("A term in the glossary's form, and its meaning in one or two sentences.")
        preview_value = {"term": "Orientation", "text": "<p>Mettre en relation, avec accord.</p>"}
