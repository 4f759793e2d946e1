"""Earlier groups that finished: enough fictitious people for figures that say something."""

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from courses.catalogue.models import Course
from courses.enrolment.models import Cohort
from courses.progress.demo import (
    COHORTS,
    PEOPLE,
    DemoCohort,
    cohort_open,
    member_write,
    person_make,
    units_required,
)
from courses.progress.demo_tests import tests_load

# For each course: how many finished, and how many days ago they began.
SIZES = {"recrutement-ethique": (40, 190), "traite": (28, 160), "gmma": (20, 130)}
TITLES = {
    "recrutement-ethique": ("Conseiller.e.s, printemps (exemple)", "مستشارون، الربيع (مثال)"),
    "traite": ("Assistant.e.s sociaux, printemps (exemple)", "مساعدون اجتماعيون، الربيع (مثال)"),
    "gmma": ("Étudiant.e.s, semestre 2 (exemple)", "طلبة، الفصل الثاني (مثال)"),
}
LASTED_DAYS = 40
# One in eight stopped on the way.
STOPPED_EVERY, STOPPED_SHARE = 8, 45


def demo_promotions_create() -> list[str]:
    """Create the groups that are missing; return their codes. Idempotent."""
    return [row.code for row in map(_earlier, COHORTS) if _promotion(row)]


def _earlier(row: DemoCohort) -> DemoCohort:
    title_fr, title_ar = TITLES[row.course]
    code = f"{row.course}-printemps"
    # Two of three read in Arabic, so that both languages can be compared.
    return replace(row, code=code, title_fr=title_fr, title_ar=title_ar, language="ar")


@transaction.atomic
def _promotion(row: DemoCohort) -> bool:
    course = Course.objects.filter(code=row.course).first()
    if course is None or Cohort.objects.filter(code=row.code).exists():
        return False
    size, began = SIZES[row.course]
    first_day = timezone.localdate() - dt.timedelta(days=began)
    cohort = cohort_open(
        row,
        course,
        starts_on=first_day,
        ends_on=first_day + dt.timedelta(days=LASTED_DAYS * 2),
    )
    units = units_required(course)
    loaded = tests_load(course.pk)
    for number in range(size):
        person = person_make(row, number, PEOPLE[number % len(PEOPLE)])
        is_stopped = number % STOPPED_EVERY == STOPPED_EVERY - 1
        member_write(
            cohort,
            units,
            person,
            STOPPED_SHARE if is_stopped else 100,
            began - LASTED_DAYS + number % 9,
            began=began,
            loaded=loaded,
        )
    return True
