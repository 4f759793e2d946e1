"""Reads about plays and their answers."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from core.exceptions import NotFoundError
from courses.activities.models import ActivityAnswer, ActivityPlay
from courses.enrolment.models import Enrolment
from h5p.api import Activity


def activity_playable(activity_id: int) -> Activity | None:
    """Return the activity when it is published and has a version to play. One query."""
    return Activity.objects.filter(pk=activity_id, live=True, version__isnull=False).first()


def play_find(*, uuid: UUID, user: User) -> ActivityPlay:
    """Return a finished play of this person with its answers. Another's does not exist."""
    play = (
        ActivityPlay.objects.filter(uuid=uuid, enrolment__user=user, finished_at__isnull=False)
        .select_related("unit", "enrolment__course", "activity")
        .prefetch_related("answers")
        .first()
    )
    if play is None:
        raise NotFoundError
    return play


def play_of(*, enrolment: Enrolment, unit_id: int, slot: str, uuid: UUID) -> ActivityPlay | None:
    """Return this learner's play in this place. One query."""
    plays = ActivityPlay.objects.filter(enrolment=enrolment, unit_id=unit_id, slot=slot)
    return plays.filter(uuid=uuid).select_related("activity").first()


def plays_finished(*, enrolment: Enrolment, unit_id: int) -> list[ActivityPlay]:
    """Return the learner's finished plays in a unit, latest first. One query."""
    rows = ActivityPlay.objects.filter(
        enrolment=enrolment, unit_id=unit_id, finished_at__isnull=False
    )
    return list(rows.select_related("activity").order_by("slot", "-number"))


@dataclass
class WrongAnswer:
    """A wrong option and how many chose it."""

    text: str
    count: int


@dataclass
class QuestionFigures:
    """How one question was answered, whatever the language."""

    slot: str
    position: str
    question: str
    interaction: str
    answered: int = 0
    right: int = 0
    judged: int = 0
    wrong: list[WrongAnswer] = field(default_factory=list)

    @property
    def right_percent(self) -> int | None:
        """Share of right answers among those that can be judged."""
        return round(100 * self.right / self.judged) if self.judged else None

    @property
    def most_wrong(self) -> WrongAnswer | None:
        """The wrong option that drew most."""
        return self.wrong[0] if self.wrong else None


@dataclass
class LearnerFigures:
    """What one learner came to in one activity of a unit."""

    enrolment: Enrolment
    slot: str
    activity: Activity
    plays: int = 0
    best: Any = None
    last: Any = None
    passed: bool | None = None
    corrected: int = 0
    last_at: Any = None


def plays_of(enrolments: QuerySet[Enrolment], unit_id: int) -> QuerySet[ActivityPlay]:
    """Return the finished plays of these enrolments in a unit."""
    return ActivityPlay.objects.filter(
        enrolment__in=enrolments, unit_id=unit_id, finished_at__isnull=False
    )


def learner_figures(enrolments: QuerySet[Enrolment], unit_id: int) -> list[LearnerFigures]:
    """Return one row per learner and activity, by name. One query."""
    rows: dict[tuple[int, str], LearnerFigures] = {}
    plays = plays_of(enrolments, unit_id).select_related(
        "activity", "enrolment__user", "enrolment__cohort"
    )
    order = ("enrolment__user__family_name", "enrolment__user__given_name", "enrolment_id")
    for play in plays.order_by(*order, "slot", "number"):
        key = (play.enrolment_id, play.slot)
        row = rows.get(key)
        if row is None:
            row = rows[key] = LearnerFigures(
                enrolment=play.enrolment, slot=play.slot, activity=play.activity
            )
        row.plays += 1
        row.last, row.last_at = play.percent, play.finished_at
        row.corrected += play.is_corrected
        if play.percent is not None and (row.best is None or play.percent > row.best):
            row.best = play.percent
        if play.passed is not None:
            row.passed = bool(row.passed) or play.passed
    return list(rows.values())


def question_figures(
    enrolments: QuerySet[Enrolment], unit_id: int, language: str
) -> list[QuestionFigures]:
    """Return how each question was answered, in both languages together. Two queries.

    Questions are the same by their place in the activity; options by their key. Words are those
    of `language` where somebody answered in it, else those of the other one. Each learner counts
    once a question: with their first play, when nobody had shown them the answers yet.
    """
    first: dict[tuple[int, str], int] = {}
    spoken: dict[int, tuple[str, str]] = {}
    plays = plays_of(enrolments, unit_id).order_by("number")
    for pk, enrolment_id, slot, play_language in plays.values_list(
        "pk", "enrolment_id", "slot", "language"
    ):
        if (enrolment_id, slot) not in first:
            first[enrolment_id, slot] = pk
            spoken[pk] = (slot, play_language)
    answers = ActivityAnswer.objects.filter(play_id__in=list(spoken)).order_by("order", "pk")
    gathered = _Gathered(language)
    for answer in answers.iterator():
        gathered.add(answer, *spoken[answer.play_id])
    return gathered.figures()


class _Gathered:
    """Adds answers up by question."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.rows: dict[tuple[str, str], QuestionFigures] = {}
        self.wrong: dict[tuple[str, str], Counter[str]] = {}
        self.texts: dict[tuple[str, str, str], str] = {}

    def add(self, answer: ActivityAnswer, slot: str, language: str) -> None:
        """Count one answer."""
        key = (slot, answer.position)
        row = self.rows.get(key)
        if row is None:
            row = self.rows[key] = QuestionFigures(
                slot=slot,
                position=answer.position,
                question=answer.question,
                interaction=answer.interaction,
            )
            self.wrong[key] = Counter()
        is_wanted = language == self.language
        if is_wanted and answer.question:
            row.question = answer.question
        row.answered += 1
        if answer.is_right is not None:
            row.judged += 1
            row.right += answer.is_right
        for part in answer.parts:
            if part["right"] is False:
                self.wrong[key][part["key"]] += 1
                if is_wanted or (*key, part["key"]) not in self.texts:
                    self.texts[(*key, part["key"])] = part["text"]

    def figures(self) -> list[QuestionFigures]:
        """Return the questions in the order of the activity, wrong options by frequency."""
        for key, row in self.rows.items():
            ranked = sorted(self.wrong[key].items(), key=lambda item: (-item[1], item[0]))
            row.wrong = [
                WrongAnswer(text=self.texts[(*key, option)], count=count)
                for option, count in ranked
            ]
        return sorted(self.rows.values(), key=lambda row: (row.slot, _places(row.position)))


def _places(position: str) -> list[tuple[int, str]]:
    """Sort 1.2 before 1.10."""
    return [
        (int(part), "") if part.isascii() and part.isdigit() else (10**6, part)
        for part in position.split(".")
    ]
