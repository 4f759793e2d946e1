"""Practice activities: immediate feedback, never counted, nothing sent to the server."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


def _option_ids(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each item a short id that tells nothing about its meaning."""
    return [{"id": f"o{number}", **item} for number, item in enumerate(items)]


class PracticeBlock(blocks.StructBlock):
    """Base of the activities: hands the template one plain dict named `activity`."""

    def activity(self, value: Any) -> dict[str, Any]:
        """Return what the component's template needs, texts already in the page's language."""
        return {}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add `activity`."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["activity"] = self.activity(value)
        return context


class BucketBlock(blocks.StructBlock):
    """A category."""

    key = blocks.CharBlock(label=_("Key"), max_length=32, help_text=_("A short word or letter."))
    label = blocks.CharBlock(label=_("Category"))


class CardBlock(blocks.StructBlock):
    """A card and the key of its category."""

    text = blocks.TextBlock(label=_("Card"))
    bucket = blocks.CharBlock(label=_("Key of its category"), max_length=32)
    feedback = blocks.TextBlock(label=_("Feedback"), required=False)


class SortBlock(PracticeBlock):
    """Cards to sort into categories."""

    instruction = blocks.CharBlock(label=_("Instruction"), required=False)
    buckets = blocks.ListBlock(BucketBlock(), label=_("Categories"), min_num=2)
    cards = blocks.ListBlock(CardBlock(), label=_("Cards"), min_num=2)

    def clean(self, value: Any) -> Any:
        """Refuse cards whose category does not exist."""
        cleaned = super().clean(value)
        keys = {bucket["key"] for bucket in cleaned["buckets"]}
        if any(card["bucket"] not in keys for card in cleaned["cards"]):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "cards": ValidationError(_("A card names a category that does not exist."))
                }
            )
        return cleaned

    def activity(self, value: Any) -> dict[str, Any]:
        """Buckets and cards."""
        return {
            "instruction": value["instruction"],
            "buckets": [{"id": b["key"], "label": b["label"]} for b in value["buckets"]],
            "cards": _option_ids(
                [
                    {"text": c["text"], "bucket": c["bucket"], "feedback": c["feedback"]}
                    for c in value["cards"]
                ]
            ),
        }

    class Meta:
        icon = "grip"
        label = _("Activity: sort")
        template = "courses/blocks/sort.html"
        description = _("Cards sorted into categories by tap, keyboard or drag.")
        preview_value = {
            "instruction": "Classez chaque carte.",
            "buckets": [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}],
            "cards": [
                {"text": "Carte 1", "bucket": "a", "feedback": "Parce que…"},
                {"text": "Carte 2", "bucket": "b", "feedback": "Parce que…"},
            ],
        }


class ChoiceOptionBlock(blocks.StructBlock):
    """An option."""

    text = blocks.TextBlock(label=_("Option"))
    is_correct = blocks.BooleanBlock(label=_("Right answer"), required=False)
    feedback = blocks.TextBlock(label=_("Feedback"), required=False)


class ChoiceQuestionBlock(blocks.StructBlock):
    """A question with its options."""

    text = blocks.TextBlock(label=_("Question"))
    options = blocks.ListBlock(ChoiceOptionBlock(), label=_("Options"), min_num=2)
    feedback = blocks.TextBlock(label=_("Explanation"), required=False)

    def clean(self, value: Any) -> Any:
        """Refuse a question without a right answer."""
        cleaned = super().clean(value)
        if not any(option["is_correct"] for option in cleaned["options"]):
            raise blocks.StructBlockValidationError(
                block_errors={"options": ValidationError(_("Mark at least one right answer."))}
            )
        return cleaned


class ChoiceBlock(PracticeBlock):
    """One or more questions with single or multiple choice."""

    questions = blocks.ListBlock(ChoiceQuestionBlock(), label=_("Questions"), min_num=1)

    def activity(self, value: Any) -> dict[str, Any]:
        """Questions; multiple when more than one option is right."""
        questions = []
        for question in value["questions"]:
            options = [
                {"text": o["text"], "correct": o["is_correct"], "feedback": o["feedback"]}
                for o in question["options"]
            ]
            questions.append(
                {
                    "text": question["text"],
                    "multiple": sum(1 for option in options if option["correct"]) > 1,
                    "options": _option_ids(options),
                    "feedback": question["feedback"],
                }
            )
        return {"questions": questions}

    class Meta:
        icon = "radio-full"
        label = _("Activity: choice")
        template = "courses/blocks/choice.html"
        description = _("Single or multiple choice with immediate feedback, not counted.")
        preview_value = {
            "questions": [
                {
                    "text": "Une question ?",
                    "options": [
                        {"text": "Oui", "is_correct": True, "feedback": ""},
                        {"text": "Non", "is_correct": False, "feedback": ""},
                    ],
                    "feedback": "Parce que…",
                }
            ]
        }


class StatementBlock(blocks.StructBlock):
    """A statement that is true or false."""

    text = blocks.TextBlock(label=_("Statement"))
    answer = blocks.BooleanBlock(label=_("It is true"), required=False)
    feedback = blocks.TextBlock(label=_("Feedback"), required=False)


class TrueFalseBlock(PracticeBlock):
    """Statements to judge."""

    statements = blocks.ListBlock(StatementBlock(), label=_("Statements"), min_num=1)

    def activity(self, value: Any) -> dict[str, Any]:
        """Statements."""
        return {
            "statements": [
                {"text": s["text"], "answer": s["answer"], "feedback": s["feedback"]}
                for s in value["statements"]
            ]
        }

    class Meta:
        icon = "check"
        label = _("Activity: true or false")
        template = "courses/blocks/true_false.html"
        description = _("Statements to judge, with feedback on each.")
        preview_value = {"statements": [{"text": "C'est vrai.", "answer": True, "feedback": "…"}]}


class StepBlock(blocks.StructBlock):
    """A step in its right place."""

    text = blocks.TextBlock(label=_("Step"))
    minutes = blocks.IntegerBlock(label=_("Minutes"), required=False, min_value=0)
    feedback = blocks.TextBlock(label=_("Feedback"), required=False)


class OrderingBlock(PracticeBlock):
    """Steps to put in order; written in the right order, shuffled when shown."""

    instruction = blocks.CharBlock(label=_("Instruction"), required=False)
    steps = blocks.ListBlock(StepBlock(), label=_("Steps in the right order"), min_num=3)

    def activity(self, value: Any) -> dict[str, Any]:
        """Steps in the right order."""
        return {
            "instruction": value["instruction"],
            "steps": _option_ids(
                [
                    {"text": s["text"], "minutes": s["minutes"], "feedback": s["feedback"]}
                    for s in value["steps"]
                ]
            ),
        }

    class Meta:
        icon = "list-ol"
        label = _("Activity: put in order")
        template = "courses/blocks/ordering.html"
        description = _("Write the steps in the right order; they are shuffled when shown.")
        preview_value = {
            "instruction": "Remettez dans l'ordre.",
            "steps": [
                {"text": "Un", "minutes": None, "feedback": ""},
                {"text": "Deux", "minutes": None, "feedback": ""},
                {"text": "Trois", "minutes": None, "feedback": ""},
            ],
        }


class PairBlock(blocks.StructBlock):
    """Two texts that belong together."""

    left = blocks.TextBlock(label=_("Text"))
    right = blocks.TextBlock(label=_("Matches"))


class MatchingBlock(PracticeBlock):
    """Texts to match."""

    instruction = blocks.CharBlock(label=_("Instruction"), required=False)
    pairs = blocks.ListBlock(PairBlock(), label=_("Pairs"), min_num=2)
    feedback = blocks.TextBlock(label=_("Explanation"), required=False)

    def activity(self, value: Any) -> dict[str, Any]:
        """Pairs."""
        return {
            "instruction": value["instruction"],
            "pairs": _option_ids(
                [{"left": p["left"], "right": p["right"]} for p in value["pairs"]]
            ),
            "feedback": value["feedback"],
        }

    class Meta:
        icon = "link"
        label = _("Activity: match")
        template = "courses/blocks/matching.html"
        description = _("Pairs to put together.")
        preview_value = {
            "instruction": "",
            "pairs": [{"left": "A", "right": "1"}, {"left": "B", "right": "2"}],
            "feedback": "",
        }


class DecisionChoiceBlock(blocks.StructBlock):
    """A decision, what it leads to and what to think of it."""

    text = blocks.TextBlock(label=_("Decision"))
    next = blocks.CharBlock(
        label=_("Leads to step"), required=False, help_text=_("Key of a step. Empty: the end.")
    )
    feedback = blocks.TextBlock(label=_("Feedback"), required=False)
    is_good = blocks.BooleanBlock(label=_("Recommended"), required=False)


class DecisionStepBlock(blocks.StructBlock):
    """A step of the case."""

    key = blocks.CharBlock(label=_("Key"), max_length=32)
    text = blocks.TextBlock(label=_("Situation"))
    choices = blocks.ListBlock(
        DecisionChoiceBlock(), label=_("Decisions (none: an ending)"), default=[]
    )


class DecisionBlock(PracticeBlock):
    """A decision case in several steps: each choice leads on."""

    steps = blocks.ListBlock(DecisionStepBlock(), label=_("Steps; the first one starts"), min_num=1)

    def clean(self, value: Any) -> Any:
        """Refuse a decision that leads to a step that does not exist."""
        cleaned = super().clean(value)
        keys = {step["key"] for step in cleaned["steps"]}
        targets = {c["next"] for s in cleaned["steps"] for c in s["choices"] if c["next"]}
        if targets - keys:
            raise blocks.StructBlockValidationError(
                block_errors={
                    "steps": ValidationError(_("A decision leads to a step that does not exist."))
                }
            )
        return cleaned

    def activity(self, value: Any) -> dict[str, Any]:
        """Nodes and the start."""
        nodes = [
            {
                "id": step["key"],
                "text": step["text"],
                "choices": [
                    {
                        "text": c["text"],
                        "next": c["next"],
                        "feedback": c["feedback"],
                        "good": c["is_good"],
                    }
                    for c in step["choices"]
                ],
            }
            for step in value["steps"]
        ]
        return {"start": nodes[0]["id"] if nodes else "", "nodes": nodes}

    class Meta:
        icon = "order"
        label = _("Activity: decision case")
        template = "courses/blocks/decision.html"
        description = _("A situation in steps; decisions have consequences that differ.")
        preview_value = {
            "steps": [
                {
                    "key": "debut",
                    "text": "Que faites-vous ?",
                    "choices": [
                        {"text": "J'écoute", "next": "", "feedback": "Oui.", "is_good": True},
                        {"text": "J'insiste", "next": "", "feedback": "Non.", "is_good": False},
                    ],
                }
            ]
        }


class ReflectionBlock(PracticeBlock):
    """A private reflection; what is written stays on the learner's device."""

    prompt = blocks.TextBlock(label=_("Prompt"))

    def activity(self, value: Any) -> dict[str, Any]:
        """Prompt; always private."""
        return {"prompt": value["prompt"], "private": True}

    class Meta:
        icon = "edit"
        label = _("Activity: private reflection")
        template = "courses/blocks/reflection.html"
        description = _("Private: stays on the learner's device, is never sent nor graded.")
        preview_value = {"prompt": "Pensez à une situation…"}
