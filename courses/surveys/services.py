"""Freezing, offering, answering, declining. Nothing here ever holds a certificate back."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Organisation
from courses.enrolment.models import Cohort, Enrolment
from courses.enrolment.placement import cohort_members, with_placement
from courses.surveys.enums import GROUP_MIN, OfferState
from courses.surveys.exceptions import SurveyClosedError
from courses.surveys.models import (
    Survey,
    SurveyAnswer,
    SurveyCourse,
    SurveyOffer,
    SurveyResponse,
    SurveyVersion,
)
from courses.surveys.selectors import questions_stated


@transaction.atomic
def survey_freeze(*, survey: Survey) -> SurveyVersion:
    """Return the version with today's content; a new one when it changed. Idempotent."""
    locked = Survey.objects.select_for_update().get(pk=survey.pk)
    questions = questions_stated(locked)
    text = json.dumps(questions, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    latest = locked.versions.order_by("-number").first()
    if latest is not None and latest.digest == digest:
        return latest
    return SurveyVersion.objects.create(
        survey=locked,
        number=latest.number + 1 if latest else 1,
        questions=questions,
        digest=digest,
    )


def survey_offer(*, enrolment_id: int) -> SurveyOffer | None:
    """Offer the survey of the course to somebody who completed it; idempotent.

    None where the course has no active survey.
    """
    is_active = SurveyCourse.objects.filter(
        course__enrolments=enrolment_id, is_active=True, survey__versions__isnull=False
    )
    if not is_active.exists():
        return None
    offer, _created = SurveyOffer.objects.get_or_create(
        enrolment_id=enrolment_id, defaults={"offered_on": timezone.localdate()}
    )
    return offer


@transaction.atomic
def survey_decline(*, offer: SurveyOffer) -> bool:
    """The person would rather not: they are not asked again. Idempotent."""
    rows = SurveyOffer.objects.filter(pk=offer.pk, state=OfferState.OPEN)
    return bool(rows.update(state=OfferState.DECLINED))


@transaction.atomic
def survey_answer(
    *, offer: SurveyOffer, version: SurveyVersion, answers: Mapping[str, Any], language: str
) -> bool:
    """Write the answers apart from the person, and with the person only that they answered.

    `answers`: {question key: number or text}, as the form of this version cleaned them. Returns
    False when they had answered before: then nothing is written. Raises SurveyClosedError where
    the course has no active survey (any more).
    """
    # In this order everywhere; the course's row counts the group that becomes visible.
    asked = (
        SurveyCourse.objects.select_for_update(of=("self",))
        .filter(course__enrolments=offer.enrolment_id, is_active=True, survey=version.survey_id)
        .first()
    )
    locked = SurveyOffer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if locked.state == OfferState.ANSWERED:
        return False
    if asked is None:
        raise SurveyClosedError
    enrolment: Any = with_placement(Enrolment.objects.filter(pk=locked.enrolment_id)).get()
    response = SurveyResponse.objects.create(
        version=version,
        course_id=enrolment.course_id,
        cohort_id=_cohort_kept(enrolment),
        organisation_id=_organisation_kept(enrolment),
        language=language,
        month=timezone.localdate().replace(day=1),
    )
    SurveyAnswer.objects.bulk_create(
        [
            SurveyAnswer(
                response=response,
                question=key,
                value=value if isinstance(value, int) else None,
                text=value if isinstance(value, str) else "",
            )
            for key, value in answers.items()
        ]
    )
    locked.state = OfferState.ANSWERED
    locked.save(update_fields=["state"])
    _group_release(response)
    return True


def _cohort_kept(enrolment: Any) -> int | None:
    """The cohort, when enough people are in it."""
    cohort = Cohort.objects.filter(pk=enrolment.placed_in or 0).first()
    is_enough = cohort is not None and cohort_members(cohort).count() >= GROUP_MIN
    return cohort.pk if cohort is not None and is_enough else None


def _organisation_kept(enrolment: Enrolment) -> int | None:
    """The smallest institution above the person from which enough people take the course."""
    own = enrolment.organisation
    if own is None:
        return None
    above = [one for one in Organisation.objects.order_by("-path") if own.path.startswith(one.path)]
    counts = Enrolment.objects.filter(course=enrolment.course_id).aggregate(
        **{
            f"n{one.pk}": Count("pk", filter=Q(organisation__path__startswith=one.path))
            for one in above
        }
    )
    return next((one.pk for one in above if counts[f"n{one.pk}"] >= GROUP_MIN), None)


def _group_release(response: SurveyResponse) -> None:
    """Show the answers of a course and cohort once so many wait that none can be told apart."""
    waiting = SurveyResponse.objects.filter(
        course=response.course_id, cohort=response.cohort_id, is_released=False
    )
    if waiting.count() >= GROUP_MIN:
        waiting.update(is_released=True)
