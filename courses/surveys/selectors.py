"""Reads about surveys."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.enums import Scope
from accounts.models import User
from accounts.roles import scopes_of
from accounts.scope import subtree_q
from core.exceptions import NotFoundError
from courses.enrolment.models import Cohort, Enrolment
from courses.surveys.enums import OfferState, SurveyKind
from courses.surveys.models import (
    Survey,
    SurveyCourse,
    SurveyOffer,
    SurveyResponse,
    SurveyVersion,
)


def choices_stated(french: str, arabic: str) -> list[dict[str, str]]:
    """Return the choices written one a line in both languages."""
    lines = [
        [line.strip() for line in text.splitlines() if line.strip()] for text in (french, arabic)
    ]
    return [{"fr": fr, "ar": ar} for fr, ar in zip(*lines, strict=False)]


def questions_stated(survey: Survey) -> list[dict[str, Any]]:
    """Return the questions as a version keeps them."""
    return [
        {
            "key": row.key,
            "kind": row.kind,
            "text_fr": row.text_fr,
            "text_ar": row.text_ar,
            "choices": choices_stated(row.choices_fr, row.choices_ar)
            if row.kind == SurveyKind.CHOICE
            else [],
        }
        for row in survey.questions.all()
    ]


def offer_open_of(enrolment: Enrolment | None) -> SurveyOffer | None:
    """Return the offer that still waits for this person, where the survey is still active.

    One query, none before the course is completed.
    """
    if enrolment is None or not enrolment.is_completed:
        return None
    return SurveyOffer.objects.filter(
        enrolment=enrolment,
        state=OfferState.OPEN,
        enrolment__course__survey_course__is_active=True,
    ).first()


def offer_find(*, uuid: UUID, user: User) -> SurveyOffer:
    """Return a person's own offer. Raises NotFoundError, also for another person's."""
    offer = (
        SurveyOffer.objects.filter(uuid=uuid, enrolment__user=user)
        .select_related("enrolment__course")
        .first()
    )
    if offer is None:
        raise NotFoundError
    return offer


def version_offered(course_id: int) -> SurveyVersion | None:
    """Return the latest version of the course's active survey."""
    asked = SurveyCourse.objects.filter(course=course_id, is_active=True).values("survey_id")
    rows = SurveyVersion.objects.filter(survey_id__in=asked).select_related("survey")
    return rows.order_by("-number").first()


def version_shown(*, number: int, survey_id: int) -> SurveyVersion | None:
    """Return the version that a person was shown, though a newer one may exist."""
    return SurveyVersion.objects.filter(survey=survey_id, number=number).first()


def responses_visible(user: User) -> QuerySet[SurveyResponse]:
    """Return the released answers that this person's reports may count.

    Trainers: of their cohorts. Managers: of institutions that they manage. Those who read figures
    of everybody: all.
    """
    rows = SurveyResponse.objects.filter(is_released=True)
    scopes = scopes_of(user)
    reads_all = user.has_perm("courses.view_figures") and not user.has_perm(
        "courses.export_figures"
    )
    if Scope.EVERYBODY in scopes or reads_all:
        return rows
    condition = Q(pk__in=[])
    if Scope.TRAINED in scopes:
        condition |= Q(cohort__in=Cohort.objects.filter(trainers=user).values("pk"))
    if Scope.MANAGED in scopes:
        condition |= subtree_q(user, "organisation__")
    return rows.filter(condition)
