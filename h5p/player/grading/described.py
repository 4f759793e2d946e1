"""Answers of types that no grader knows: read from what the statement says of its question."""

from decimal import Decimal
from typing import Any

from h5p.player.grading.answers import Part, plain
from xapi.parsing import ParsedStatement

SEPARATOR, PAIR = "[,]", "[.]"


def text_in(texts: Any) -> str:
    """Return the first text of a map of languages."""
    return plain(next(iter(texts.values()), "")) if isinstance(texts, dict) else ""


def definition_of(statement: ParsedStatement) -> dict[str, Any]:
    """What the statement says of its question."""
    found: dict[str, Any] = statement.statement["object"].get("definition", {})
    return found


def _labels(definition: dict[str, Any], name: str) -> dict[str, str]:
    return {row["id"]: text_in(row["description"]) or row["id"] for row in definition.get(name, [])}


def _pattern(definition: dict[str, Any]) -> str:
    patterns = definition.get("correctResponsesPattern") or [""]
    pattern = str(patterns[0])
    while pattern.startswith("{") and "}" in pattern:
        pattern = pattern.partition("}")[2]
    return pattern


def parts_described(statement: ParsedStatement) -> tuple[tuple[Part, ...], str]:
    """Return the pieces of the answer and the right answer in words, as far as they are known."""
    definition = definition_of(statement)
    response = statement.result.response or ""
    pieces = [piece for piece in response.split(SEPARATOR) if piece]
    rights = [piece for piece in _pattern(definition).split(SEPARATOR) if piece]
    interaction = statement.interaction
    if interaction == "matching":
        return _pairs(definition, pieces, rights)
    if interaction in {"choice", "sequencing", "likert"}:
        return _chosen(definition, pieces, rights, in_order=interaction == "sequencing")
    if interaction in {"fill-in", "true-false", "numeric"}:
        return _filled(response, rights, judged=bool(rights))
    parts = (Part(key="text", text=plain(response), right=None),) if response else ()
    return parts, ""


def _pairs(
    definition: dict[str, Any], pieces: list[str], rights: list[str]
) -> tuple[tuple[Part, ...], str]:
    sources, targets = _labels(definition, "source"), _labels(definition, "target")

    def words(piece: str) -> str:
        left, _dot, right = piece.partition(PAIR)
        return f"{sources.get(left, left)} → {targets.get(right, right)}"

    judged = bool(rights)
    parts = tuple(
        Part(key=piece, text=words(piece), right=piece in rights if judged else None)
        for piece in pieces
    )
    return parts, " · ".join(words(piece) for piece in rights)


def _chosen(
    definition: dict[str, Any], pieces: list[str], rights: list[str], *, in_order: bool
) -> tuple[tuple[Part, ...], str]:
    labels = _labels(definition, "choices") | _labels(definition, "scale")
    parts = []
    for place, piece in enumerate(pieces):
        right: bool | None = None
        if rights:
            right = piece in rights if not in_order else rights[place : place + 1] == [piece]
        key = f"{place}:{piece}" if in_order else piece
        parts.append(Part(key=key, text=labels.get(piece, plain(piece)), right=right))
    return tuple(parts), " · ".join(labels.get(piece, plain(piece)) for piece in rights)


def _filled(response: str, rights: list[str], *, judged: bool) -> tuple[tuple[Part, ...], str]:
    pieces = response.split(SEPARATOR) if response else []
    parts = []
    for place, piece in enumerate(pieces):
        right = rights[place : place + 1] == [piece] if judged else None
        parts.append(Part(key=f"{place}:{piece.strip()}", text=plain(piece) or "—", right=right))
    return tuple(parts), " · ".join(plain(piece) for piece in rights)


def is_right_described(statement: ParsedStatement) -> bool | None:
    """Whether the answer counts as right: full score, else what the type itself said."""
    result = statement.result
    if result.raw is not None and result.maximum:
        return result.raw >= result.maximum
    if result.scaled is not None:
        return result.scaled >= Decimal(1)
    return result.success
