"""A survey and plainly fictitious answers, for the demonstration only."""

import random

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation
from core.enums import Language
from courses.catalogue.models import Course
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.models import Cohort, Enrolment
from courses.surveys.enums import GROUP_MIN, OfferState
from courses.surveys.models import (
    Survey,
    SurveyAnswer,
    SurveyCourse,
    SurveyOffer,
    SurveyQuestion,
    SurveyResponse,
    SurveyVersion,
)
from courses.surveys.services import survey_freeze

# One in so many did not answer.
SILENT_EVERY = 5
TITLE_FR, TITLE_AR = "Votre avis sur la formation", "رأيكم في الدورة التكوينية"
QUESTIONS: tuple[dict[str, str], ...] = (
    {
        "kind": "rating",
        "text_fr": "Le contenu vous est-il utile dans votre travail ou vos études ?",
        "text_ar": "هل يفيدكم المحتوى في عملكم أو دراستكم؟",
    },
    {
        "kind": "rating",
        "text_fr": "Les explications et les exemples étaient-ils clairs ?",
        "text_ar": "هل كانت الشروح والأمثلة واضحة؟",
    },
    {
        "kind": "rating",
        "text_fr": "Vous sentez-vous en mesure d'appliquer ce que vous avez appris ?",
        "text_ar": "هل تشعرون بأنكم قادرون على تطبيق ما تعلمتموه؟",
    },
    {
        "kind": "choice",
        "text_fr": "La durée de la formation était :",
        "text_ar": "كانت مدة الدورة:",
        "choices_fr": "Trop courte\nAdaptée\nTrop longue",
        "choices_ar": "قصيرة جدا\nمناسبة\nطويلة جدا",
    },
    {
        "kind": "text",
        "text_fr": "Que faut-il améliorer ?",
        "text_ar": "ما الذي ينبغي تحسينه؟",
    },
)
COMMENTS = {
    "fr": (
        "(exemple) Davantage d'exercices à faire entre collègues.",
        "(exemple) Les fiches à imprimer servent tous les jours, merci.",
        "(exemple) Prévoir une version audio des leçons.",
        "(exemple) Le test final pourrait comporter plus de situations.",
    ),
    "ar": (
        "(مثال) المزيد من التمارين التطبيقية مع الزملاء.",
        "(مثال) البطاقات القابلة للطباعة مفيدة جدا في العمل اليومي.",
        "(مثال) نرجو إضافة تسجيلات صوتية للدروس.",
    ),
}


@transaction.atomic
def demo_survey_create() -> bool:
    """Write the survey, offer it at the end of every course, add past answers. Idempotent."""
    if Survey.objects.exists():
        return False
    survey = Survey.objects.create(
        title_fr=TITLE_FR,
        title_ar=TITLE_AR,
        introduction_fr="Deux minutes suffisent. Votre avis aide à améliorer la formation.",
        introduction_ar="تكفي دقيقتان. رأيكم يساعد على تحسين الدورة.",
    )
    for place, question in enumerate(QUESTIONS):
        SurveyQuestion.objects.create(survey=survey, sort_order=place, **question)
    version = survey_freeze(survey=survey)
    for course in Course.objects.all():
        SurveyCourse.objects.create(survey=survey, course=course)
        _past_answers(course, version)
    return True


def _past_answers(course: Course, version: SurveyVersion) -> None:
    """Those who finished, in groups: four of five answered, one in ten preferred not to."""
    finished = Enrolment.objects.filter(course=course, status=EnrolmentStatus.COMPLETED)
    groups: dict[int | None, list[Enrolment]] = {}
    for row in finished.order_by("pk"):
        groups.setdefault(row.cohort_id, []).append(row)
    for cohort_id, rows in groups.items():
        answering = [row for place, row in enumerate(rows) if (place + 1) % SILENT_EVERY]
        _offers(rows, answering)
        # As in life: what does not make a group of five is not shown.
        if len(answering) >= GROUP_MIN:
            cohort = Cohort.objects.filter(pk=cohort_id or 0).first()
            _responses(course, cohort, version, answering)


def _offers(rows: list[Enrolment], answering: list[Enrolment]) -> None:
    done = {row.pk for row in answering}
    SurveyOffer.objects.bulk_create(
        [
            SurveyOffer(
                enrolment=row,
                state=OfferState.ANSWERED
                if row.pk in done
                else (OfferState.DECLINED, OfferState.OPEN)[place % 2],
                offered_on=timezone.localdate(row.completed_at),
            )
            for place, row in enumerate(rows)
        ],
        ignore_conflicts=True,
    )


def _responses(
    course: Course, cohort: Cohort | None, version: SurveyVersion, rows: list[Enrolment]
) -> None:
    """Answers that are mostly content, drawn from a fixed seed."""
    chance = random.Random(f"{course.code}-{cohort.code if cohort else ''}")  # noqa: S311
    organisation: Organisation | None = cohort.organisation if cohort else None
    languages = [row.language for row in rows]
    chance.shuffle(languages)
    month = timezone.localdate(max(row.completed_at for row in rows if row.completed_at))
    responses = [
        SurveyResponse(
            version=version,
            course=course,
            cohort=cohort,
            organisation=organisation,
            language=language,
            month=month.replace(day=1),
            is_released=True,
        )
        for language in languages
    ]
    SurveyResponse.objects.bulk_create(responses)
    SurveyAnswer.objects.bulk_create(
        [
            answer
            for place, response in enumerate(responses)
            for answer in _answers(response, version, chance, place)
        ]
    )


def _answers(
    response: SurveyResponse, version: SurveyVersion, chance: random.Random, place: int
) -> list[SurveyAnswer]:
    answers = []
    for question in version.questions:
        value, text = None, ""
        if question["kind"] == "rating":
            value = chance.choice((3, 4, 4, 5, 5, 5, 2))
        elif question["kind"] == "choice":
            value = chance.choice((1, 2, 2, 2, 3))
        elif place % 2 == 0:
            text = chance.choice(COMMENTS[response.language or Language.FRENCH])
        if value is not None or text:
            answers.append(
                SurveyAnswer(response=response, question=question["key"], value=value, text=text)
            )
    return answers
