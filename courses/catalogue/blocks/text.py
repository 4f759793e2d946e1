"""Running text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

# What an author may use inside text; no link to the outside, no embed, no heading above h2.
TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr"]
SHORT_FEATURES = ["bold", "italic", "ol", "ul", "link"]


class LessonTextBlock(blocks.RichTextBlock):
    """Paragraphs, headings and lists."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "courses/blocks/rich_text.html"
        description = _("Paragraphs, headings and lists.")
        preview_value = "<h2>Titre</h2><p>Un paragraphe court, une idée.</p>"
