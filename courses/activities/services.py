"""Start and end plays: the row locked, each end counted once."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.utils import timezone

from core.exceptions import NotFoundError
from courses.activities.enums import CompletionRule
from courses.activities.exceptions import ActivityUnavailableError
from courses.activities.models import ActivityAnswer, ActivityPlay
from courses.activities.places import Place
from courses.catalogue.models import Unit
from courses.enrolment.models import Enrolment
from courses.progress.enums import CompletionSource
from courses.progress.services import CompletionResult, unit_complete
from h5p.api import Activity, Outcome

# Some types say twice that they ended (answered, completed): this close together it is one end.
SAME_END = dt.timedelta(seconds=3)
HUNDRED = Decimal(100)
MAX_SECONDS = 366 * 86_400


@dataclass(frozen=True, kw_only=True)
class PlayEnd:
    """What `play_end` did. `created` is False when this end had been counted before."""

    play: ActivityPlay
    created: bool
    completion: CompletionResult | None


@transaction.atomic
def play_start(
    *, enrolment: Enrolment, unit: Unit, place: Place, activity: Activity, language: str
) -> tuple[ActivityPlay, CompletionResult | None]:
    """Open a play, or go on with the one that is open; completes a unit that asks for no more.

    The enrolment is locked, so that two devices get the same play.
    """
    version_id = activity.version_id
    if version_id is None:
        raise ActivityUnavailableError
    Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    plays = ActivityPlay.objects.filter(enrolment=enrolment, unit=unit, slot=place.slot)
    play = plays.order_by("-number").first()
    if play is None or play.finished_at is not None:
        play = ActivityPlay.objects.create(
            enrolment=enrolment,
            unit=unit,
            slot=place.slot,
            activity=activity,
            version_id=version_id,
            number=1 if play is None else play.number + 1,
            language=language,
            rule=place.rule,
            pass_percent=place.pass_percent,
            reveals=place.reveals,
            started_at=timezone.now(),
        )
    elif (play.activity_id, play.version_id) != (activity.pk, version_id):
        # Gone on in the other language, or after a new version: the play ends as what it is then.
        play.activity, play.version_id, play.language = activity, version_id, language
        play.save(update_fields=["activity", "version", "language"])
    completion = None
    if play.rule == CompletionRule.OPENED:
        completion = _complete(play, unit, language)
    return play, completion


def _complete(play: ActivityPlay, unit: Unit, language: str) -> CompletionResult:
    return unit_complete(
        enrolment_id=play.enrolment_id,
        unit=unit,
        source=CompletionSource.ACTIVITY,
        language=language,
    )


@transaction.atomic
def play_end(
    *, play_uuid: uuid.UUID, ended_at: dt.datetime, outcome: Outcome, language: str
) -> PlayEnd:
    """Write down what a play came to; complete the unit when its rule is met.

    A play ends once. What ends after that, without a new start (the package's own “try again”), is
    a play of its own. Raises NotFoundError for an unknown play.
    """
    play = (
        ActivityPlay.objects.select_for_update(of=("self",))
        .select_related("unit")
        .filter(uuid=play_uuid)
        .first()
    )
    if play is None:
        raise NotFoundError
    if play.finished_at is not None:
        latest = (
            ActivityPlay.objects.filter(
                enrolment_id=play.enrolment_id, unit_id=play.unit_id, slot=play.slot
            )
            .select_related("unit")
            .order_by("-number")[0]
        )
        if latest.finished_at is not None and _is_same_end(latest, ended_at, outcome):
            return PlayEnd(play=latest, created=False, completion=None)
        play = latest if latest.finished_at is None else _next_play(latest)
    _end_write(play, ended_at, outcome, language)
    completion = None
    is_met = play.rule in {CompletionRule.OPENED, CompletionRule.FINISHED}
    if is_met or (play.rule == CompletionRule.SCORE and play.passed):
        completion = _complete(play, play.unit, language)
    return PlayEnd(play=play, created=True, completion=completion)


def _is_same_end(play: ActivityPlay, ended_at: dt.datetime, outcome: Outcome) -> bool:
    assert play.finished_at is not None  # noqa: S101 (asked before)
    near = abs(play.finished_at - ended_at) <= SAME_END
    return near and (play.score, play.maximum) == (outcome.score, outcome.maximum)


def _next_play(latest: ActivityPlay) -> ActivityPlay:
    return ActivityPlay(
        enrolment_id=latest.enrolment_id,
        unit=latest.unit,
        slot=latest.slot,
        activity_id=latest.activity_id,
        version_id=latest.version_id,
        number=latest.number + 1,
        rule=latest.rule,
        pass_percent=latest.pass_percent,
        reveals=latest.reveals,
        started_at=latest.finished_at or timezone.now(),
    )


def _end_write(play: ActivityPlay, ended_at: dt.datetime, outcome: Outcome, language: str) -> None:
    scaled = outcome.scaled
    percent = None
    if scaled is not None:
        percent = (scaled * HUNDRED).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    play.language = language
    play.finished_at = max(ended_at, play.started_at)
    play.score, play.maximum = outcome.score, outcome.maximum
    play.percent = percent
    # Pass or fail is decided here: types may leave `success` out or mean something else by it.
    play.passed = None if scaled is None else scaled * HUNDRED >= play.pass_percent
    play.is_verified, play.is_corrected = outcome.is_verified, outcome.is_corrected
    play.reported_score = outcome.reported_score
    play.reported_maximum = outcome.reported_maximum
    play.seconds = _whole(outcome.seconds)
    play.save()
    ActivityAnswer.objects.bulk_create(
        [
            ActivityAnswer(
                play=play,
                position=answer.position[:40],
                sub_content_id=answer.sub_content_id,
                library=answer.library[:255],
                interaction=answer.interaction,
                question=answer.question,
                response=answer.response,
                parts=[part.as_json() for part in answer.parts],
                right_text=answer.right_text,
                score=answer.score,
                maximum=answer.maximum,
                is_right=answer.is_right,
                is_corrected=answer.is_corrected,
                seconds=_whole(answer.seconds),
                order=order,
            )
            for order, answer in enumerate(outcome.answers)
        ]
    )


def _whole(seconds: Decimal | None) -> int | None:
    return None if seconds is None else min(int(seconds), MAX_SECONDS)
