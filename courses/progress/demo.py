"""Three cohorts of plainly fictitious people at various stages, for the demonstration only."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, Organisation, User
from accounts.selectors import membership_today
from courses.catalogue.models import Course, Unit
from courses.enrolment.announcements import AnnouncementText, announcement_write
from courses.enrolment.due import DueRule, due_dates_set
from courses.enrolment.enums import DueBasis, EnrolmentStatus
from courses.enrolment.models import Cohort, Enrolment
from courses.progress.demo_tests import Loaded, tests_load, tests_write
from courses.progress.enums import CompletionSource
from courses.progress.models import UnitCompletion

TRAINER, ADMINISTRATOR = "formateur", "admin"
BEGAN_DAYS_AGO, LASTS_DAYS = 24, 60


@dataclass(frozen=True, kw_only=True)
class DemoCohort:
    """One cohort; `learner` is the demonstration account that is one of its members."""

    code: str
    course: str
    title_fr: str
    title_ar: str
    organisation: str
    agencies: tuple[str, ...]
    learner: str
    language: str
    project: str
    donor: str


COHORTS = (
    DemoCohort(
        code="recrutement-automne",
        course="recrutement-ethique",
        title_fr="Conseiller.e.s du Nord et du Souss, automne (exemple)",
        title_ar="مستشارو الشمال وسوس، الخريف (مثال)",
        organisation="anapec",
        agencies=("anapec-tanger", "anapec-agadir"),
        learner="conseillere",
        language="fr",
        project="Projet d'exemple A",
        donor="Bailleur d'exemple",
    ),
    DemoCohort(
        code="traite-rabat",
        course="traite",
        title_fr="Assistant.e.s sociaux, Rabat (exemple)",
        title_ar="المساعدون الاجتماعيون، الرباط (مثال)",
        organisation="justice",
        agencies=("justice",),
        learner="assistante",
        language="ar",
        project="Projet d'exemple B",
        donor="Bailleur d'exemple",
    ),
    DemoCohort(
        code="medias-isic",
        course="gmma",
        title_fr="Étudiant.e.s de l'ISIC, semestre 1 (exemple)",
        title_ar="طلبة المعهد، الفصل الأول (مثال)",
        organisation="isic",
        agencies=("isic",),
        learner="etudiant",
        language="ar",
        project="Projet d'exemple C",
        donor="Bailleur d'exemple",
    ),
)
# Given names in both scripts, gender; the family name says that nobody is real.
PEOPLE = (
    ("Salma", "سلمى", "F"),
    ("Youssef", "يوسف", "M"),
    ("Hind", "هند", "F"),
    ("Mehdi", "المهدي", "M"),
    ("Nawal", "نوال", "F"),
    ("Rachid", "رشيد", "M"),
    ("Ghita", "غيثة", "F"),
    ("Anas", "أنس", "M"),
    ("Loubna", "لبنى", "F"),
    ("Karim", "كريم", "M"),
    ("Imane", "إيمان", "F"),
)
# For each of them: share of the course done (in %), days since the last activity (None: never).
STAGES = (
    (100, 4),
    (0, None),
    (55, 1),
    (30, 13),
    (100, 2),
    (0, None),
    (70, 2),
    (15, 16),
    (40, 3),
    (100, 9),
    (20, 1),
)
LEARNER_STAGE = (25, 2)
ANNOUNCEMENT = AnnouncementText(
    title_fr="Rendez-vous de mi-parcours",
    text_fr=(
        "Bonjour à toutes et à tous,\n\n"
        "Nous ferons le point ensemble la semaine prochaine. D'ici là, terminez le premier "
        "module : les questions qui vous restent seront notre point de départ."
    ),
    title_ar="لقاء منتصف المسار",
    text_ar=(
        "السلام عليكم،\n\n"
        "سنلتقي الأسبوع المقبل لتقييم ما أنجزناه. أتموا الوحدة الأولى قبل ذلك: ستكون أسئلتكم "
        "نقطة انطلاقنا."
    ),
)


def demo_cohorts_create() -> list[str]:
    """Create the cohorts that are missing; return their codes. Idempotent."""
    return [row.code for row in COHORTS if _cohort(row)]


def cohort_open(
    row: DemoCohort,
    course: Course,
    *,
    starts_on: dt.date,
    ends_on: dt.date,
    seats: int | None = None,
) -> Cohort:
    """Create the cohort with its trainer."""
    cohort = Cohort.objects.create(
        code=row.code,
        course=course,
        title_fr=row.title_fr,
        title_ar=row.title_ar,
        organisation=Organisation.objects.get(code=row.organisation),
        project=row.project,
        donor=row.donor,
        seats=seats,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    cohort.trainers.add(User.objects.get(username=TRAINER))
    return cohort


def units_required(course: Course) -> list[Unit]:
    """What its people have to do, in order."""
    return list(course.units.filter(is_active=True, is_required=True).order_by("position"))


@transaction.atomic
def _cohort(row: DemoCohort) -> bool:
    course = Course.objects.filter(code=row.course).first()
    if course is None or Cohort.objects.filter(code=row.code).exists():
        return False
    today = timezone.localdate()
    cohort = cohort_open(
        row,
        course,
        starts_on=today - dt.timedelta(days=BEGAN_DAYS_AGO),
        ends_on=today + dt.timedelta(days=LASTS_DAYS),
        seats=30,
    )
    units = units_required(course)
    _due_dates(cohort, units)
    loaded = tests_load(course.pk)
    for number, stage in enumerate(STAGES):
        person = person_make(row, number, PEOPLE[number])
        member_write(cohort, units, person, *stage, loaded=loaded)
    learner = User.objects.get(username=row.learner)
    if not Enrolment.objects.filter(user=learner, course=course).exists():
        member_write(cohort, units, learner, *LEARNER_STAGE, loaded=loaded)
    announcement_write(cohort=cohort, text=ANNOUNCEMENT, by=cohort.trainers.get())
    return True


def _due_dates(cohort: Cohort, units: list[Unit]) -> None:
    """The last unit of each module is due: a fortnight for each, the first one a little earlier."""
    last_of: dict[int, Unit] = {unit.module_id or 0: unit for unit in units}
    rules = [
        DueRule(unit_id=unit.pk, basis=DueBasis.COHORT, days=20 + 14 * place)
        for place, unit in enumerate(last_of.values())
    ]
    due_dates_set(cohort=cohort, rules=rules, by=User.objects.get(username=ADMINISTRATOR))


def person_make(row: DemoCohort, number: int, names: tuple[str, str, str]) -> User:
    """Create one fictitious person, a member of one of the cohort's agencies."""
    given, given_ar, gender = names
    agency = Organisation.objects.get(code=row.agencies[number % len(row.agencies)])
    user = User.objects.create_user(
        f"exemple-{row.code}-{number + 1}",
        email=f"exemple-{row.code}-{number + 1}@example.org",
        given_name=given,
        family_name="Exemple",
        given_name_ar=given_ar,
        family_name_ar="مثال",
        gender=gender,
        language=row.language if number % 3 else "fr",
    )
    Membership.objects.create(
        user=user,
        organisation=agency,
        region=agency.region,
        starts_on=timezone.localdate() - dt.timedelta(days=400),
    )
    return user


def member_write(
    cohort: Cohort,
    units: list[Unit],
    user: User,
    share: int,
    days: int | None,
    *,
    loaded: Loaded,
    began: int = BEGAN_DAYS_AGO,
) -> None:
    """Write an enrolment with a dated past, at once: it happened to nobody."""
    now = timezone.now()
    begin = now - dt.timedelta(days=began - 1)
    last = now - dt.timedelta(days=days) if days is not None else None
    done = units[: len(units) * share // 100]
    is_done = len(done) == len(units)
    place = membership_today(user)
    enrolment = Enrolment.objects.create(
        user=user,
        course_id=units[0].course_id,
        cohort=cohort,
        language=user.language,
        organisation=place.organisation if place else None,
        region=place.region if place else "",
        status=EnrolmentStatus.COMPLETED if is_done else EnrolmentStatus.ACTIVE,
        started_at=begin if last else None,
        completed_at=last if is_done else None,
        last_activity_at=last,
        last_unit=done[-1] if done else None,
        required_done=len(done),
        minutes_done=sum(unit.minutes for unit in done),
    )
    Enrolment.objects.filter(pk=enrolment.pk).update(enrolled_at=begin - dt.timedelta(hours=3))
    if last is None:
        return
    step = (last - begin) / max(len(done), 1)
    UnitCompletion.objects.bulk_create(
        [
            UnitCompletion(
                enrolment=enrolment,
                unit=unit,
                completed_at=begin + step * (place + 1),
                language=user.language,
                source=CompletionSource.LEARNER,
            )
            for place, unit in enumerate(done)
        ]
    )
    tests_write(loaded, enrolment, begin, last, is_done=is_done)
