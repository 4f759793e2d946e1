"""The lesson files: both languages, the movement, the sources, the links, the texts."""

import re
from collections.abc import Iterator
from pathlib import Path

from pages.content_check.problems import Problem
from pages.content_check.reading import reading_check
from pages.content_check.typography import Rule, typography_check
from pages.content_loader.markdown import LessonParser
from pages.content_loader.reader import ContentError, Node, front_matter_read

LANGUAGES = ("fr", "ar")
_DIRECTIVE = re.compile(r"^:::(?:[a-z]+)?(?:\s+[a-z]+=\"(?P<value>.*)\")?\s*$")
_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<target>[^)]*)\)")
_RULE = re.compile(r"^\s*\|?[\s:|-]+\|?\s*$")
_MARKS = re.compile(r"^\s*(?:#{1,6}\s|[-*]\s|\d+\.\s|\+!?\s)|(?<=\s)=>(?=\s)|\|")
# In this order: what a reader meets. Sources are printed by the platform.
MOVEMENT = ("situation", "activity", "remember")


def visible(line: str) -> str:
    """Return what a reader sees of one line of a lesson file."""
    directive = _DIRECTIVE.match(line)
    if directive:
        return directive["value"] or ""
    if _RULE.match(line):
        return ""
    return _MARKS.sub(" ", _LINK.sub(r"\g<text>", line).replace("**", "")).strip()


def lesson_check(
    folder: Path, module: Node, lesson: Node, sources: Node, terms: dict[str, tuple[Rule, ...]]
) -> Iterator[Problem]:
    """Yield the problems of a lesson in both languages."""
    if not lesson.get("sources"):
        yield Problem(lesson.path, lesson.line, f"lesson {lesson['slug']} names no source")
    for reference in lesson.get("sources") or []:
        if reference not in sources:
            yield Problem(lesson.path, lesson.lines["sources"], f"{reference} is no known source")
    for language in LANGUAGES:
        path = folder / module["slug"] / f"{lesson['slug']}.{language}.md"
        if not path.exists():
            yield Problem(path, 1, "is missing")
            continue
        yield from _file_check(path, language, lesson, terms[language])


def kit_check(folder: Path, terms: dict[str, tuple[Rule, ...]]) -> Iterator[Problem]:
    """Yield the problems of the documents to print: both languages, and their texts."""
    names = {path.name.split(".")[0] for path in (folder / "kit").glob("*.md")}
    for name in sorted(names):
        for language in LANGUAGES:
            path = folder / "kit" / f"{name}.{language}.md"
            if not path.exists():
                yield Problem(path, 1, "is missing")
                continue
            try:
                meta, lines = front_matter_read(path)
                meta.need("title", str)
                LessonParser(path, "#").parse(lines)
            except ContentError as error:
                yield Problem(error.path, error.line, f"{error.field}: {error.problem}")
                continue
            yield from _lines_check(path, lines, language, terms[language])


def _lines_check(
    path: Path, lines: list[tuple[int, str]], language: str, terms: tuple[Rule, ...]
) -> Iterator[Problem]:
    for number, line in lines:
        for link in _LINK.finditer(line):
            if link["target"] != "referral:":
                yield Problem(path, number, f"leads out of the course: {link['target']}")
        for message in typography_check(visible(line), language, terms):
            yield Problem(path, number, message)


def _file_check(
    path: Path, language: str, lesson: Node, terms: tuple[Rule, ...]
) -> Iterator[Problem]:
    try:
        meta, lines = front_matter_read(path)
        blocks = [name for name, _value in LessonParser(path, "#").parse(lines)]
    except ContentError as error:
        yield Problem(error.path, error.line, f"{error.field}: {error.problem}")
        return
    if meta.get("sources") != lesson.get("sources"):
        yield Problem(path, 2, "its sources are not those of the curriculum")
    movement = [name for name in MOVEMENT if name != "activity" or meta.get("activity") != "own"]
    order = [blocks.index(name) if name in blocks else -1 for name in movement]
    if -1 in order or order != sorted(order):
        yield Problem(path, 1, f"needs, in this order: {', '.join(movement)}")
    yield from _lines_check(path, lines, language, terms)
    text = "\n".join(visible(line) for _number, line in lines)
    for message in reading_check(text, language):
        yield Problem(path, 1, message)
