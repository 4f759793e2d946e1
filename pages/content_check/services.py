"""All checks over a content folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pages.content_check.activities import activity_check
from pages.content_check.banks import bank_check
from pages.content_check.lessons import LANGUAGES, kit_check, lesson_check
from pages.content_check.problems import Problem
from pages.content_check.typography import Rule, terms_rules, typography_check
from pages.content_loader.curriculum import curriculum_read
from pages.content_loader.reader import ContentError, Node, yaml_read


def content_check(folder: Path, only: list[str] | None = None) -> list[Problem]:
    """Return every problem of the courses under `folder`, or of those named by `only`, in order."""
    try:
        listing = yaml_read(folder / "courses.yaml").need("courses", list)
        sources = yaml_read(folder / "sources.yaml")
        terms = terms_rules(yaml_read(folder / "terms.yaml"))
    except ContentError as error:
        return [Problem(error.path, error.line, f"{error.field}: {error.problem}")]
    problems: set[Problem] = set()
    for entry in listing:
        if not only or entry["folder"] in only:
            problems.update(_course(folder / entry["folder"], sources, terms))
    return sorted(problems)


def _course(folder: Path, sources: Node, terms: dict[str, tuple[Rule, ...]]) -> Iterator[Problem]:
    try:
        data = curriculum_read(folder)
    except ContentError as error:
        yield Problem(error.path, error.line, f"{error.field}: {error.problem}")
        return
    yield from _strings(data, terms)
    yield from kit_check(folder, terms)
    for module in data["modules"]:
        yield from bank_check(module)
        for lesson in module["lessons"]:
            yield from lesson_check(folder, module, lesson, sources, terms)
            yield from activity_check(lesson)


def _strings(value: Any, terms: dict[str, tuple[Rule, ...]]) -> Iterator[Problem]:
    """The texts of the YAML files, found by their keys fr and ar."""
    if isinstance(value, Node):
        for language in LANGUAGES:
            texts = value.get(language)
            for text in texts if isinstance(texts, list) else [texts]:
                if isinstance(text, str):
                    for message in typography_check(text, language, terms[language]):
                        yield Problem(value.path, value.lines.get(language, value.line), message)
    children = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        for child in children:
            yield from _strings(child, terms)
