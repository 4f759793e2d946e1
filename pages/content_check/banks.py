"""Question banks: large enough, with feedback everywhere, and no answer that gives itself away."""

from collections import Counter
from collections.abc import Iterator

from pages.content_check.activities import _has_feedback
from pages.content_check.problems import Problem
from pages.content_loader.reader import Node

BANK_MIN, DRAW = 12, 6
# A right answer longer than this many times the longest wrong one is found without knowing.
LENGTH_RATIO, LENGTH_SLACK = 1.5, 12
PLACE_SHARE = 0.6


def bank_check(module: Node) -> Iterator[Problem]:
    """Yield the problems of a module's opening, reminder and question bank."""
    for name in ("opening", "reminder"):
        texts = module.get(name) or {}
        if not (texts.get("fr") and texts.get("ar")):
            yield Problem(module.path, module.line, f"module {module['slug']} has no {name}")
    assessment = module["assessment"]
    questions = assessment["questions"]
    if len(questions) < BANK_MIN:
        message = f"module {module['slug']}: {len(questions)} questions, {BANK_MIN} at least"
        yield Problem(module.path, module.line, message)
    if assessment.get("draw") != DRAW:
        yield Problem(module.path, module.line, f"module {module['slug']} draws no {DRAW}")
    seen: set[str] = set()
    for question in questions:
        if question["id"] in seen:
            yield Problem(question.path, question.line, f"{question['id']} is there twice")
        seen.add(question["id"])
        yield from _question(question)
    yield from _places(module, questions)


def _question(question: Node) -> Iterator[Problem]:
    code = question["id"]
    if not _has_feedback(question):
        yield Problem(question.path, question.line, f"{code} has no feedback in both languages")
    if question["type"] == "true_false":
        for name in ("feedback_true", "feedback_false"):
            texts = question.get(name) or {}
            if not (texts.get("fr") and texts.get("ar")):
                yield Problem(question.path, question.line, f"{code} has no {name}")
    options = question.get("options") or []
    for option in options:
        if not _has_feedback(option):
            yield Problem(option.path, option.line, f"an option of {code} has no feedback")
    if question["type"] != "single" or not options:
        return
    for language in ("fr", "ar"):
        right = max(len(o["text"][language]) for o in options if o.get("correct"))
        wrong = max(len(o["text"][language]) for o in options if not o.get("correct"))
        if right > wrong * LENGTH_RATIO and right - wrong > LENGTH_SLACK:
            message = f"the right answer of {code} stands out by its length ({language})"
            yield Problem(question.path, question.line, message)


def _places(module: Node, questions: list[Node]) -> Iterator[Problem]:
    places = Counter(
        next(i for i, option in enumerate(question["options"]) if option.get("correct"))
        for question in questions
        if question["type"] == "single"
    )
    total = sum(places.values())
    if total and max(places.values()) > total * PLACE_SHARE:
        message = f"module {module['slug']}: the right answer is too often at the same place"
        yield Problem(module.path, module.line, message)
