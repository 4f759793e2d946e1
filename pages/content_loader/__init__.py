"""Turns the files of `courses/content` into courses, pages and questions.

`reader` reads files and locates errors, `markdown` and `activities` make blocks, `writer` keeps
editors' changes, `questions`, `courses` and `site` write.
"""
