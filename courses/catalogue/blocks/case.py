"""A short case inside the text: one decision and its consequences."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.catalogue.blocks.text import SHORT_FEATURES


class CaseChoiceBlock(blocks.StructBlock):
    """One possible decision."""

    text = blocks.TextBlock(label=_("Decision"))
    consequence = blocks.TextBlock(label=_("Consequence"))
    is_recommended = blocks.BooleanBlock(label=_("Recommended"), required=False)


class CaseBlock(blocks.StructBlock):
    """A situation, a question, and what follows from each decision."""

    text = blocks.RichTextBlock(label=_("Situation"), features=SHORT_FEATURES)
    question = blocks.CharBlock(label=_("Question"))
    choices = blocks.ListBlock(CaseChoiceBlock(), label=_("Decisions"), min_num=2)

    class Meta:
        icon = "help"
        label = _("Case with a decision")
        template = "courses/blocks/case.html"
        description = _("One decision in the text. For several steps, use the decision case.")
        preview_value = {
            "text": "<p>Une personne hésite à parler.</p>",
            "question": "Que faites-vous ?",
            "choices": [
                {"text": "J'attends", "consequence": "Elle reprend.", "is_recommended": True},
                {"text": "J'insiste", "consequence": "Elle se ferme.", "is_recommended": False},
            ],
        }
