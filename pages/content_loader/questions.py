"""Questions of the curricula made into the question bank."""

import hashlib
from collections.abc import Callable
from typing import Any

from courses.models import Course, Option, Question, QuestionPool
from pages.content_loader.reader import Node, spaced
from pages.content_loader.writer import Writer, fingerprint

TRUE_FALSE = ((True, "Vrai", "صحيح"), (False, "Faux", "خطأ"))
Row = dict[str, Any]


def option_key(question: str, index: int) -> str:
    """Return an option's identity: the same at every load, and telling nothing of its place."""
    return hashlib.sha256(f"{question}:{index}".encode()).hexdigest()[:8]


def _options(node: Node) -> list[Row]:
    rows = []
    for position, option in enumerate(node.need("options", list)):
        text_fr, text_ar = option.both("text")
        feedback_fr, feedback_ar = option.both("feedback", optional=True)
        rows.append(
            {
                "text_fr": text_fr,
                "text_ar": text_ar,
                "feedback_fr": feedback_fr,
                "feedback_ar": feedback_ar,
                "is_correct": bool(option.get("correct")),
                "position": position,
            }
        )
    return rows


def _choice(node: Node) -> list[Row]:
    rows = _options(node)
    right = sum(1 for row in rows if row["is_correct"])
    if not right or (node["type"] == "single" and right != 1):
        raise node.fail("options", "needs one right answer (several for multiple)")
    return rows


def _true_false(node: Node) -> list[Row]:
    answer = node.need("answer", bool)
    rows = []
    for position, (value, text_fr, text_ar) in enumerate(TRUE_FALSE):
        field = "feedback_true" if value else "feedback_false"
        feedback_fr, feedback_ar = node.both(field, optional=True)
        rows.append(
            {
                "text_fr": text_fr,
                "text_ar": text_ar,
                "feedback_fr": feedback_fr,
                "feedback_ar": feedback_ar,
                "is_correct": value == answer,
                "position": position,
            }
        )
    return rows


def _ordering(node: Node) -> list[Row]:
    """Options listed in the right order under `correct_order`."""
    rows = []
    for position, item in enumerate(node.need("correct_order", list)):
        if not isinstance(item, Node) or not item.get("fr") or not item.get("ar"):
            raise node.fail("correct_order", "needs each item in French (fr) and Arabic (ar)")
        text_fr, text_ar = spaced(item["fr"], "fr"), spaced(item["ar"], "ar")
        rows.append({"text_fr": text_fr, "text_ar": text_ar, "position": position})
    return rows


def _matching(node: Node) -> list[Row]:
    rows = []
    for position, pair in enumerate(node.need("pairs", list)):
        (text_fr, text_ar), (match_fr, match_ar) = pair.both("left"), pair.both("right")
        rows.append(
            {
                "text_fr": text_fr,
                "text_ar": text_ar,
                "match_fr": match_fr,
                "match_ar": match_ar,
                "position": position,
            }
        )
    return rows


def _short(node: Node) -> list[Row]:
    accepted = node.need("accepted", dict)
    french, arabic = accepted.get("fr") or [], accepted.get("ar") or []
    if not french or not arabic:
        raise node.fail("accepted", "needs answers in French and in Arabic")
    return [
        {
            "text_fr": french[min(position, len(french) - 1)],
            "text_ar": arabic[min(position, len(arabic) - 1)],
            "is_correct": True,
            "position": position,
        }
        for position in range(max(len(french), len(arabic)))
    ]


_MAKERS: dict[str, Callable[[Node], list[Row]]] = {
    "single": _choice,
    "multiple": _choice,
    "true_false": _true_false,
    "ordering": _ordering,
    "matching": _matching,
    "short": _short,
}


def _state(question: Question) -> str:
    """Hash of what an editor could change."""
    options = question.options.order_by("position", "pk").values(
        "key", "text_fr", "text_ar", "match_fr", "match_ar", "is_correct", "position"
    )
    texts = [question.text_fr, question.text_ar, question.feedback_fr, question.feedback_ar]
    return fingerprint([question.kind, texts, list(options)])


def question_write(writer: Writer, pool: QuestionPool, node: Node, position: int) -> None:
    """Create or update one question. Options that learners chose are never deleted."""
    code, kind = node.need("id", str), node.need("type", str)
    maker = _MAKERS.get(kind)
    if maker is None:
        raise node.fail("type", f"is of no known kind: {kind}")
    text_fr, text_ar = node.both("text")
    feedback_fr, feedback_ar = node.both("feedback", optional=True)
    rows = maker(node)
    source = [kind, text_fr, text_ar, feedback_fr, feedback_ar, rows, position]
    key = f"question/{pool.code}/{code}"
    question = Question.objects.filter(pool=pool, code=code).first()
    if not writer.may_write(key, source, _state(question) if question else None):
        return
    question = question or Question(pool=pool, code=code)
    question.kind, question.position = kind, position
    question.text_fr, question.text_ar = text_fr, text_ar
    question.feedback_fr, question.feedback_ar = feedback_fr, feedback_ar
    question.save()
    keys = []
    for index, row in enumerate(rows):
        keys.append(option_key(code, index))
        Option.objects.update_or_create(question=question, key=keys[-1], defaults=row)
    if not question.answers.exists():
        question.options.exclude(key__in=keys).delete()
    writer.wrote(key, source, _state(Question.objects.get(pk=question.pk)))


def pool_write(course: Course, code: str, title: tuple[str, str]) -> QuestionPool:
    """Return the pool of a module; its title is set when it is made."""
    pool, _created = QuestionPool.objects.get_or_create(
        code=code, defaults={"course": course, "title_fr": title[0], "title_ar": title[1]}
    )
    return pool
