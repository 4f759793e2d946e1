"""Boxed texts with one purpose each: situation, key points, words to say, what to remember."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.catalogue.blocks.text import SHORT_FEATURES


class SituationBlock(blocks.StructBlock):
    """A situation that the reader knows, at the start of a lesson."""

    text = blocks.RichTextBlock(label=_("Situation"), features=SHORT_FEATURES)

    class Meta:
        icon = "user"
        label = _("Situation")
        template = "courses/blocks/situation.html"
        description = _("A situation from the reader's work. Composite, and it says so.")
        preview_value = {"text": "<p>Une personne vous attend à l'accueil.</p>"}


class KeyPointsBlock(blocks.StructBlock):
    """The key points of a lesson."""

    points = blocks.ListBlock(blocks.RichTextBlock(features=["bold"]), label=_("Points"))

    class Meta:
        icon = "list-ul"
        label = _("Key points")
        template = "courses/blocks/key_points.html"
        description = _("Three to six points, one sentence each.")
        preview_value = {"points": ["<p>Un point.</p>", "<p>Un autre.</p>"]}


class SayBlock(blocks.StructBlock):
    """Words that one can say as they stand."""

    phrases = blocks.ListBlock(blocks.RichTextBlock(features=["bold"]), label=_("Phrases"))

    class Meta:
        icon = "comment"
        label = _("Words to say")
        template = "courses/blocks/say.html"
        description = _("Phrases to say as they stand, in quotation marks.")
        preview_value = {"phrases": ["<p>« Vous pouvez prendre votre temps. »</p>"]}


class RememberBlock(blocks.StructBlock):
    """What to remember, at the end of a lesson."""

    points = blocks.ListBlock(blocks.RichTextBlock(features=["bold"]), label=_("Points"))

    class Meta:
        icon = "pin"
        label = _("To remember")
        template = "courses/blocks/remember.html"
        description = _("What should be left of the lesson next week.")
        preview_value = {"points": ["<p>Décrire les faits, ne pas qualifier.</p>"]}
