"""A large, plainly fictitious population over three years, written in bulk, for load tests only."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from itertools import islice

from django.db import transaction
from django.utils import timezone

from accounts.enums import OrganisationKind
from accounts.models import Membership, Organisation, User
from certificates.models import Certificate, CertificateTemplate, TemplateVersion
from core.enums import Region
from courses.api import CompletionSource, EnrolmentStatus
from courses.models import (
    Cohort,
    Course,
    Enrolment,
    Module,
    Programme,
    Unit,
    UnitCompletion,
    WorkshopCount,
    WorkshopReport,
)

BATCH = 5000
UNITS, COURSES, PROGRAMMES = 12, 8, 3
AGENCIES = 12
DAYS = 3 * 365
# Shares of the stages: never began, stopped on the way, finished.
NEW, STOPPED = 0.18, 0.55
GENDERS, GENDER_WEIGHTS = "FMXN", (50, 38, 2, 10)


class Population:
    """Institutions, courses, cohorts and learners; `prefix` keeps two populations apart."""

    def __init__(self, *, learners: int, seed: int = 1) -> None:
        self.learners = learners
        self.rng = random.Random(seed)  # noqa: S311 (a repeatable order, no secret)
        self.prefix = f"pop{User.objects.count()}"
        self.today = timezone.now()

    @transaction.atomic
    def create(self) -> None:
        """Write everything."""
        self.places = self._institutions()
        self.courses = self._courses()
        self.units = {course.pk: list(course.units.order_by("position")) for course in self.courses}
        self.cohorts = self._cohorts()
        self.version = self._version()
        serial = 0
        people = iter(range(self.learners))
        while numbers := list(islice(people, BATCH)):
            serial = self._batch(numbers, serial)
        self._workshops()

    def _institutions(self) -> list[Organisation]:
        places: list[Organisation] = []
        for kind in OrganisationKind:
            root = Organisation.add_root(
                code=f"{self.prefix}-{kind.value}".replace("_", "-"),
                name_fr=f"{kind.label} (exemple)",
                name_ar=f"{kind.label} (مثال)",
                kind=kind,
                region=Region.RABAT,
                city="Rabat",
            )
            places += [
                Organisation.objects.get(pk=root.pk).add_child(
                    code=f"{root.code}-{number}",
                    name_fr=f"{kind.label} {number + 1} (exemple)",
                    name_ar=f"{kind.label} {number + 1} (مثال)",
                    kind=kind,
                    region=Region.values[number % 12],
                    city=f"Ville {number + 1}",
                )
                for number in range(AGENCIES)
            ]
        return places

    def _courses(self) -> list[Course]:
        programmes = [
            Programme.objects.create(
                code=f"{self.prefix}-p{number}",
                title_fr=f"Programme {number + 1} (exemple)",
                title_ar=f"برنامج {number + 1} (مثال)",
            )
            for number in range(PROGRAMMES)
        ]
        courses = []
        for number in range(COURSES):
            course = Course.objects.create(
                code=f"{self.prefix}-c{number}",
                programme=programmes[number % PROGRAMMES],
                title_fr=f"Cours {number + 1} (exemple)",
                title_ar=f"درس {number + 1} (مثال)",
                required_units=UNITS,
                live_fr=True,
                live_ar=True,
                outline_version=1,
            )
            module = Module.objects.create(course=course, code="m", title_fr="M", is_active=True)
            Unit.objects.bulk_create(
                Unit(
                    course=course,
                    module=module,
                    code=f"u{place}",
                    kind="workshop" if place == UNITS - 1 else "lesson",
                    position=place,
                    title_fr=f"Unité {place + 1}",
                    title_ar=f"وحدة {place + 1}",
                    is_active=True,
                )
                for place in range(UNITS)
            )
            courses.append(course)
        return courses

    def _cohorts(self) -> dict[int, list[Cohort]]:
        """Four a course and year, each for a project and a donor."""
        rows = [
            Cohort(
                code=f"{self.prefix}-g{course.pk}-{number}",
                course=course,
                title_fr=f"Cohorte {number + 1} (exemple)",
                title_ar=f"فوج {number + 1} (مثال)",
                project=f"Projet d'exemple {number % 5 + 1}",
                donor=f"Bailleur d'exemple {number % 3 + 1}",
            )
            for course in self.courses
            for number in range(12)
        ]
        cohorts: dict[int, list[Cohort]] = {}
        for cohort in Cohort.objects.bulk_create(rows):
            cohorts.setdefault(cohort.course_id or 0, []).append(cohort)
        return cohorts

    def _version(self) -> TemplateVersion:
        template = CertificateTemplate.objects.create(name=f"Modèle {self.prefix}")
        return TemplateVersion.objects.create(template=template, number=1, content={})

    def _batch(self, numbers: list[int], serial: int) -> int:
        users = User.objects.bulk_create(self._user(number) for number in numbers)
        Membership.objects.bulk_create(
            Membership(
                user=user,
                organisation=self._place(user),
                region=self._place(user).region,
                starts_on=dt.date(2020, 1, 1),
            )
            for user in users
        )
        rows = list(self._enrolments(users))
        moments = [row.enrolled_at for row in rows]
        written = Enrolment.objects.bulk_create(rows)
        for row, at in zip(written, moments, strict=True):
            row.enrolled_at = at
        Enrolment.objects.bulk_update(written, ["enrolled_at"], batch_size=1000)
        UnitCompletion.objects.bulk_create(self._attendances(written))
        done = [row for row in written if row.completed_at and self.rng.random() < 0.9]  # noqa: PLR2004
        Certificate.objects.bulk_create(
            self._certificate(row, serial + place) for place, row in enumerate(done)
        )
        return serial + len(done)

    def _user(self, number: int) -> User:
        gender = self.rng.choices(GENDERS, GENDER_WEIGHTS)[0]
        return User(
            username=f"{self.prefix}-{number}",
            email=f"{self.prefix}-{number}@example.org",
            given_name="Exemple",
            family_name=f"Personne {number}",
            given_name_ar="مثال",
            family_name_ar=f"شخص {number}",
            gender=gender,
            birth_year=self.rng.choice([None, *range(1962, 2006)]),
            language=self.rng.choice(["fr", "fr", "ar"]),
        )

    def _place(self, user: User) -> Organisation:
        return self.places[user.pk % len(self.places)]

    def _enrolments(self, users: list[User]) -> Iterator[Enrolment]:
        for user in users:
            place = self._place(user)
            for course in self.rng.sample(self.courses, 2 if user.pk % 10 < 3 else 1):  # noqa: PLR2004
                age = self.rng.randrange(DAYS)
                at = self.today - dt.timedelta(days=age, minutes=self.rng.randrange(1440))
                chance = self.rng.random()
                is_done = chance >= STOPPED and age > 40  # noqa: PLR2004
                begun = at + dt.timedelta(hours=3) if chance >= NEW else None
                done = UNITS if is_done else self.rng.randrange(UNITS) if begun else 0
                units = self.units[course.pk]
                cohort = self.rng.choice([None, *self.cohorts[course.pk]])
                yield Enrolment(
                    user=user,
                    course=course,
                    cohort=cohort,
                    language=user.language,
                    organisation=place,
                    region=place.region,
                    status=EnrolmentStatus.COMPLETED if is_done else EnrolmentStatus.ACTIVE,
                    enrolled_at=at,
                    started_at=begun,
                    completed_at=at + dt.timedelta(days=self.rng.randrange(3, 40))
                    if is_done
                    else None,
                    last_activity_at=begun,
                    last_unit=units[done - 1] if done else None,
                    required_done=done,
                    minutes_done=15 * done,
                )

    def _attendances(self, rows: list[Enrolment]) -> Iterator[UnitCompletion]:
        """A third came to the session in person."""
        for row in rows:
            if row.started_at and row.pk % 3 == 0:
                yield UnitCompletion(
                    enrolment=row,
                    unit=self.units[row.course_id][-1],
                    completed_at=row.started_at + dt.timedelta(days=1),
                    language=row.language,
                    source=CompletionSource.ATTENDANCE,
                )

    def _certificate(self, row: Enrolment, number: int) -> Certificate:
        return Certificate(
            user_id=row.user_id,
            course_id=row.course_id,
            enrolment=row,
            template_id=self.version.template_id,
            version=self.version,
            serial=f"{self.prefix}-{number}",
            check_code=uuid.UUID(int=self.rng.getrandbits(128)).hex,
            data={},
            status="revoked" if number % 200 == 0 else "valid",
            issued_at=row.completed_at or self.today,
        )

    def _workshops(self) -> None:
        facilitator = User.objects.filter(username__startswith=self.prefix).first()
        rows = WorkshopReport.objects.bulk_create(
            WorkshopReport(
                facilitator=facilitator,
                course=self.courses[0],
                held_on=(self.today - dt.timedelta(days=self.rng.randrange(DAYS))).date(),
                organisation=self.places[number % len(self.places)],
                region=self.places[number % len(self.places)].region,
                language="ary",
                total=24,
                status="validated",
            )
            for number in range(max(self.learners // 50, 1))
        )
        WorkshopCount.objects.bulk_create(
            (
                WorkshopCount(report=row, sex=sex, age_band=age, count=count)
                for row in rows
                for sex, age, count in (("F", "u25", 9), ("M", "25-34", 10), ("N", "n", 5))
            ),
            batch_size=BATCH,
        )


def population_create(*, learners: int, seed: int = 1) -> None:
    """Write a population of so many learners, beside those that are there."""
    Population(learners=learners, seed=seed).create()
