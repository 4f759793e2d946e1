"""Blocks of a lesson. One idea a file; the list that authors choose from is LESSON_BLOCKS."""

from wagtail import blocks

LESSON_BLOCKS = [("rich_text", blocks.RichTextBlock())]
