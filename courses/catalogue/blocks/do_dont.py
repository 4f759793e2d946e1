"""What to do and what not to do, side by side."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class DoDontBlock(blocks.StructBlock):
    """Two lists; each may stand alone."""

    do = blocks.ListBlock(blocks.RichTextBlock(features=["bold"]), label=_("To do"), default=[])
    dont = blocks.ListBlock(
        blocks.RichTextBlock(features=["bold"]), label=_("Not to do"), default=[]
    )

    class Meta:
        icon = "tick-inverse"
        label = _("To do / not to do")
        template = "courses/blocks/do_dont.html"
        description = _("Concrete acts. Start each line with a verb.")
        preview_value = {"do": ["<p>Écouter.</p>"], "dont": ["<p>Promettre.</p>"]}
