"""Documents that a course gives to print: a running order, cards, a handout, a feedback sheet."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.catalogue.blocks.callouts import SayBlock
from courses.catalogue.blocks.do_dont import DoDontBlock
from courses.catalogue.blocks.table import TableBlock
from courses.catalogue.blocks.text import LessonTextBlock


class KitDocumentBlock(blocks.StructBlock):
    """One document, printed on sheets of its own in each language."""

    title = blocks.CharBlock(label=_("Title"))
    layout = blocks.ChoiceBlock(
        choices=[("sheet", _("Sheet, A4")), ("slides", _("Slides: each heading begins one"))],
        default="sheet",
        label=_("Form"),
    )
    body = blocks.StreamBlock(
        [
            ("rich_text", LessonTextBlock()),
            ("table", TableBlock()),
            ("do_dont", DoDontBlock()),
            ("say", SayBlock()),
        ],
        label=_("Content"),
    )

    class Meta:
        icon = "doc-full"
        label = _("Document to print")
