"""Practice activities of the curricula made into blocks of a lesson, one language at a time."""

from collections.abc import Callable
from typing import Any

from pages.content_loader.reader import Node, spaced

Block = tuple[str, Any]
OFFER_VERDICTS = {
    "serious": {"fr": "Offre sérieuse", "ar": "عرض جدّي"},
    "check": {"fr": "À vérifier", "ar": "يستوجب التحقق"},
    "refuse": {"fr": "À refuser", "ar": "يُرفض"},
}


def _t(node: Node, field: str, language: str, *, optional: bool = False) -> str:
    texts = node.both(field, optional=optional)
    return texts[0] if language == "fr" else texts[1]


def _sort(data: Node, language: str) -> Block:
    cards = [
        {
            "text": _t(card, "text", language),
            "bucket": card.need("bucket", str),
            "feedback": _t(card, "feedback", language, optional=True),
        }
        for card in data.need("cards", list)
    ]
    buckets = [
        {"key": bucket.need("id", str), "label": _t(bucket, "label", language)}
        for bucket in data.need("buckets", list)
    ]
    keys = {bucket["key"] for bucket in buckets}
    for card, source in zip(cards, data["cards"], strict=True):
        if card["bucket"] not in keys:
            raise source.fail("bucket", f"names no bucket of the activity: {card['bucket']}")
    instruction = _t(data, "instruction", language, optional=True)
    return ("sort", {"instruction": instruction, "buckets": buckets, "cards": cards})


def _offers(data: Node, language: str) -> Block:
    cards = []
    for offer in data["offers"]:
        verdict = offer.need("verdict", str)
        if verdict not in OFFER_VERDICTS:
            raise offer.fail("verdict", "is serious, check or refuse")
        text = f"{_t(offer, 'title', language)} — {_t(offer, 'text', language)}"
        cards.append({"text": text, "bucket": verdict, "feedback": _t(offer, "why", language)})
    buckets = [{"key": key, "label": label[language]} for key, label in OFFER_VERDICTS.items()]
    return ("sort", {"instruction": "", "buckets": buckets, "cards": cards})


def _choice(data: Node, language: str) -> Block:
    questions = []
    for question in data.need("questions", list):
        options = [
            {
                "text": _t(option, "text", language),
                "is_correct": bool(option.get("correct")),
                "feedback": _t(option, "feedback", language, optional=True),
            }
            for option in question.need("options", list)
        ]
        if not any(option["is_correct"] for option in options):
            raise question.fail("options", "none is marked correct")
        questions.append(
            {
                "text": _t(question, "text", language),
                "options": options,
                "feedback": _t(question, "feedback", language, optional=True),
            }
        )
    return ("choice", {"questions": questions})


def _true_false(data: Node, language: str) -> Block:
    statements = [
        {
            "text": _t(row, "text", language),
            "answer": row.need("answer", bool),
            "feedback": _t(row, "feedback", language, optional=True),
        }
        for row in data.need("statements", list)
    ]
    return ("true_false", {"statements": statements})


def _ordering(data: Node, language: str) -> Block:
    steps = [
        {
            "text": spaced(step.need(language, str), language),
            "minutes": step.get("min"),
            "feedback": _t(step, "feedback", language, optional=True),
        }
        for step in data.need("steps", list)
    ]
    instruction = _t(data, "instruction", language, optional=True)
    return ("ordering", {"instruction": instruction, "steps": steps})


def _decision(data: Node, language: str) -> Block:
    steps = []
    nodes = data.need("nodes", list)
    keys = {node.need("id", str) for node in nodes}
    for node in sorted(nodes, key=lambda item: item["id"] != data.get("start")):
        choices = []
        for choice in node.get("choices", []):
            target = choice.get("next") or ""
            if target and target not in keys:
                raise choice.fail("next", f"leads to no step: {target}")
            choices.append(
                {
                    "text": _t(choice, "text", language),
                    "next": target,
                    "feedback": _t(choice, "feedback", language, optional=True),
                    "is_good": choice.get("effect") == "ok",
                }
            )
        steps.append({"key": node["id"], "text": _t(node, "text", language), "choices": choices})
    return ("decision", {"steps": steps})


def _reflection(data: Node, language: str) -> Block:
    return ("reflection", {"prompt": _t(data, "prompt", language)})


_HEADS = {
    "agenda": {"fr": ["Durée (min)", "Temps de la séance"], "ar": ["المدة (دقيقة)", "فقرات الحصة"]},
    "grid": {"fr": ["Critère observé"], "ar": ["معيار الملاحظة"]},
}


def _session(data: Node, language: str) -> Block | None:
    agenda = data.get("agenda")
    if agenda:
        rows = [
            {"cells": [str(row["min"]), spaced(row.need(language, str), language)]}
            for row in agenda
        ]
        return ("table", {"caption": "", "columns": _HEADS["agenda"][language], "rows": rows})
    grid = data.get("observation_grid")
    if grid:
        rows = [{"cells": [spaced(row.need(language, str), language)]} for row in grid]
        return ("table", {"caption": "", "columns": _HEADS["grid"][language], "rows": rows})
    return None


_MAKERS: dict[str, Callable[[Node, str], Block | None]] = {
    "drag_sort": _sort,
    "multiple_choice": _choice,
    "true_false": _true_false,
    "ordering": _ordering,
    "branching_case": _decision,
    "reflection": _reflection,
    "in_person_session": _session,
    "pitch_submission": lambda _data, _language: None,
}


def activity_blocks(lesson: Node, language: str) -> list[Block]:
    """Return the blocks of a lesson's practice activity. Raises ContentError."""
    kind = lesson.need("activity", str)
    maker = _MAKERS.get(kind)
    if maker is None:
        raise lesson.fail("activity", f"is of no known kind: {kind}")
    data = lesson.need("activity_data", dict)
    if "offers" in data:
        return [_offers(data, language)]
    block = maker(data, language)
    return [block] if block else []
