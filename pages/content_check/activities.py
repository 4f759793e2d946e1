"""Practice that teaches: every answer gets a word, and a decision case really branches."""

from collections.abc import Iterator
from typing import Any

from pages.content_check.problems import Problem
from pages.content_loader.reader import Node

DECISIONS_MIN = 3


def _has_feedback(node: Node) -> bool:
    return all((node.get("feedback") or {}).get(language) for language in ("fr", "ar"))


def _silent(items: list[Any], what: str) -> Iterator[Problem]:
    for item in items:
        if isinstance(item, Node) and not _has_feedback(item):
            yield Problem(item.path, item.line, f"a {what} has no feedback in both languages")


def _decisions(data: Node) -> Iterator[Problem]:
    nodes = data["nodes"]
    deciding = [node for node in nodes if node.get("choices")]
    if len(deciding) < DECISIONS_MIN:
        message = f"has {len(deciding)} decisions, needs {DECISIONS_MIN}"
        yield Problem(data.path, data.line, message)
    keys = {node["id"] for node in nodes}
    reached, frontier = set(), [data["start"]]
    by_key = {node["id"]: node for node in nodes}
    while frontier:
        key = frontier.pop()
        if key in reached or key not in by_key:
            continue
        reached.add(key)
        frontier += [choice.get("next") for choice in by_key[key].get("choices", [])]
    for key in sorted(keys - reached):
        yield Problem(by_key[key].path, by_key[key].line, f"no decision leads to {key}")
    for node in deciding:
        if len({(choice.get("next"), choice.get("effect")) for choice in node["choices"]}) < 2:  # noqa: PLR2004
            yield Problem(node.path, node.line, "its decisions all lead to the same")
        yield from _silent(node["choices"], "decision")


def activity_check(lesson: Node) -> Iterator[Problem]:
    """Yield the problems of a lesson's practice activity."""
    data = lesson["activity_data"]
    yield from _silent(data.get("cards") or [], "card")
    yield from _silent(data.get("statements") or [], "statement")
    for question in data.get("questions") or []:
        yield from _silent([question], "question")
        yield from _silent(question["options"], "option")
    if "nodes" in data:
        yield from _decisions(data)
