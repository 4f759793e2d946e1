"""Practice activities of the curricula as contents of our own H5P content types."""

import uuid
from html import escape
from typing import Any

from h5p.api import (
    Activity,
    Library,
    activity_rename,
    content_create,
    content_defaults,
    content_save,
    own_libraries_install,
    translation_save,
    translation_start,
)
from pages.content_loader.activities import activity_blocks
from pages.content_loader.markdown import Block
from pages.content_loader.reader import Node
from pages.content_loader.writer import Writer

_NAMESPACE = uuid.UUID("0d9c5b0e-5c39-4c53-8f0b-2f1f6a1c7e44")
ACTIVITY_BLOCK = "activity"
PASS_PERCENT = 70
DECISION_CASE = "IOM.DecisionCase"
INDICATOR_SORT = "IOM.IndicatorSort"
INSTRUCTIONS = {"fr": "Classez chaque carte.", "ar": "صنّفوا كل بطاقة."}


def interactive_content(lesson: Node, language: str) -> tuple[str, dict[str, Any]]:
    """Return the machine name of the content type and the content of a lesson's activity.

    Raises ContentError for an activity that none of our content types plays.
    """
    blocks = activity_blocks(lesson, language)
    kind, value = blocks[0] if blocks else ("", {})
    if kind == "sort":
        return INDICATOR_SORT, _sort(value, language)
    if kind == "decision":
        return DECISION_CASE, _decision(value, lesson)
    raise lesson.fail("interactive", "is for cards to sort and decision cases only")


def practice_blocks(course: str, lesson: Node, language: str) -> list[Block]:
    """Return the lesson's practice as it stands in its page: an H5P activity where it asks for one.

    The activity must have been written before (`activities_write`). Raises ContentError.
    """
    if not lesson.get("interactive"):
        return activity_blocks(lesson, language)
    activity = Activity.objects.get(uuid=activity_identity(course, lesson, language))
    _name, content = interactive_content(lesson, language)
    value = {
        "activity": activity.pk,
        "text_alternative": _alternative(content),
        "pass_percent": PASS_PERCENT,
        "reveals": True,
    }
    return [(ACTIVITY_BLOCK, value)]


def activities_write(writer: Writer, course: str, lesson: Node) -> None:
    """Write a lesson's activity in French, and its counterpart in Arabic.

    What an editor changed since is left alone, as with pages.
    """
    if not lesson.get("interactive"):
        return
    own_libraries_install()
    titles = lesson.both("title")
    name, content = interactive_content(lesson, "fr")
    _other, arabic = interactive_content(lesson, "ar")
    library = Library.objects.get(machine_name=name)
    source = _find(course, lesson, "fr")
    key = f"activity/{course}/{lesson['slug']}"
    if not writer.may_write(key, [titles, content, arabic], _state(source)):
        return
    defaults = {**content_defaults(library, "fr"), **content}
    if source is None:
        source = content_create(title=titles[0], language="fr", main=library, params=defaults)
        Activity.objects.filter(pk=source.pk).update(uuid=activity_identity(course, lesson, "fr"))
    else:
        content_save(activity=source, main=library, params=defaults)
        activity_rename(activity=source, title=titles[0])
    source.refresh_from_db()
    translation = source.translations.first() or translation_start(activity=source, by=None)
    Activity.objects.filter(pk=translation.target_id).update(
        uuid=activity_identity(course, lesson, "ar")
    )
    translation_save(
        translation=translation, title=titles[1], texts=_paired(content, arabic), by=None
    )
    writer.wrote(key, [titles, content, arabic], _state(source) or "")


def activity_identity(course: str, lesson: Node, language: str) -> uuid.UUID:
    """Return the identity of a lesson's activity: the same at every load."""
    return uuid.uuid5(_NAMESPACE, f"{course}/{lesson['slug']}/{language}")


def _find(course: str, lesson: Node, language: str) -> Activity | None:
    return Activity.objects.filter(uuid=activity_identity(course, lesson, language)).first()


def _state(activity: Activity | None) -> str | None:
    return None if activity is None else str(activity.version_id)


def _paired(french: Any, arabic: Any) -> dict[str, str]:
    """Return the Arabic text of each French one: both contents have the same shape."""
    if isinstance(french, str):
        return {french: arabic}
    pairs: dict[str, str] = {}
    if isinstance(french, dict):
        for name, value in french.items():
            pairs |= _paired(value, arabic[name])
    elif isinstance(french, list):
        for one, other in zip(french, arabic, strict=True):
            pairs |= _paired(one, other)
    return pairs


def _alternative(content: dict[str, Any]) -> str:
    """What a reader without the player sees: the cards, or the situation and its choices."""
    if "cards" in content:
        intro = (
            f"<p>{escape(content['instruction'])} {escape(' / '.join(content['categories']))}</p>"
        )
        rows = [card["text"] for card in content["cards"]]
    else:
        first = content["steps"][0]
        intro, rows = first["text"], [choice["text"] for choice in first["choices"]]
    return intro + "<ul>" + "".join(f"<li>{escape(row)}</li>" for row in rows) + "</ul>"


def _sort(value: dict[str, Any], language: str) -> dict[str, Any]:
    keys = [bucket["key"] for bucket in value["buckets"]]
    return {
        "instruction": value["instruction"] or INSTRUCTIONS[language],
        "categories": [bucket["label"] for bucket in value["buckets"]],
        "cards": [
            {
                "text": card["text"],
                "category": keys.index(card["bucket"]) + 1,
                "feedback": card["feedback"],
            }
            for card in value["cards"]
        ],
    }


def _decision(value: dict[str, Any], lesson: Node) -> dict[str, Any]:
    nodes = {node["id"]: node for node in lesson["activity_data"]["nodes"]}
    order = [step["key"] for step in value["steps"]]
    steps = []
    for step in value["steps"]:
        effects = [choice.get("effect") for choice in nodes[step["key"]].get("choices", [])]
        steps.append(
            {
                "subContentId": str(uuid.uuid5(_NAMESPACE, f"{lesson['slug']}/{step['key']}")),
                "text": f"<p>{escape(step['text'])}</p>",
                "choices": [
                    {
                        "text": choice["text"],
                        "effect": "good" if choice["is_good"] else effect or "risk",
                        "feedback": f"<p>{escape(choice['feedback'])}</p>",
                        "goTo": order.index(choice["next"]) + 1,
                    }
                    for choice, effect in zip(step["choices"], effects, strict=True)
                ],
            }
        )
    return {"steps": steps}
