"""Blocks of a lesson. One idea a file; the list that authors choose from is LESSON_BLOCKS."""

from wagtail.blocks import Block

from courses.catalogue.blocks.accordion import AccordionBlock
from courses.catalogue.blocks.activity import ActivityBlock
from courses.catalogue.blocks.callouts import (
    KeyPointsBlock,
    RememberBlock,
    SayBlock,
    SituationBlock,
)
from courses.catalogue.blocks.case import CaseBlock
from courses.catalogue.blocks.definition import DefinitionBlock
from courses.catalogue.blocks.do_dont import DoDontBlock
from courses.catalogue.blocks.media import AudioBlock, DownloadBlock, ImageBlock, VideoBlock
from courses.catalogue.blocks.practice import (
    ChoiceBlock,
    DecisionBlock,
    MatchingBlock,
    OrderingBlock,
    ReflectionBlock,
    SortBlock,
    TrueFalseBlock,
)
from courses.catalogue.blocks.quotation import QuotationBlock
from courses.catalogue.blocks.table import TableBlock
from courses.catalogue.blocks.text import LessonTextBlock

LESSON_BLOCKS: list[tuple[str, Block]] = [
    ("rich_text", LessonTextBlock()),
    ("situation", SituationBlock()),
    ("key_points", KeyPointsBlock()),
    ("do_dont", DoDontBlock()),
    ("say", SayBlock()),
    ("case", CaseBlock()),
    ("definition", DefinitionBlock()),
    ("quotation", QuotationBlock()),
    ("image", ImageBlock()),
    ("video", VideoBlock()),
    ("audio", AudioBlock()),
    ("download", DownloadBlock()),
    ("table", TableBlock()),
    ("accordion", AccordionBlock()),
    ("sort", SortBlock()),
    ("choice", ChoiceBlock()),
    ("true_false", TrueFalseBlock()),
    ("ordering", OrderingBlock()),
    ("matching", MatchingBlock()),
    ("decision", DecisionBlock()),
    ("reflection", ReflectionBlock()),
    ("activity", ActivityBlock()),
    ("remember", RememberBlock()),
]

# Blocks that a learner does rather than reads.
PRACTICE_BLOCKS = frozenset(
    {"sort", "choice", "true_false", "ordering", "matching", "decision", "reflection", "activity"}
)
