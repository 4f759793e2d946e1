"""A generated population of a training platform: what hypothesis varies, written at once."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st

from accounts.enums import OrganisationKind
from accounts.models import Membership, Organisation, User
from certificates.models import Certificate, CertificateTemplate, TemplateVersion
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

YEARS = (2024, 2025, 2026, 2027)
# Late in the evening of 31 December and just after midnight: the day is Morocco's.
MOMENTS = st.datetimes(
    min_value=dt.datetime(2024, 1, 1),  # noqa: DTZ001
    max_value=dt.datetime(2026, 12, 30),  # noqa: DTZ001
) | st.sampled_from(
    [
        dt.datetime(2024, 12, 31, 23, 30),  # noqa: DTZ001
        dt.datetime(2025, 1, 1, 0, 30),  # noqa: DTZ001
        dt.datetime(2025, 3, 31, 22, 59),  # noqa: DTZ001
    ]
)


@dataclass(frozen=True)
class Taken:
    """A course taken by a person."""

    course: int
    cohort: int
    enrolled: dt.datetime
    language: str
    stage: str
    certificate: str


@dataclass(frozen=True)
class Being:
    """A person with the courses taken; `merged` into the one before."""

    gender: str
    birth_year: int | None
    institution: int
    moved_to: int
    merged: bool
    taken: tuple[Taken, ...]


def _taken() -> Any:
    return st.builds(
        Taken,
        course=st.integers(0, 2),
        cohort=st.integers(0, 2),
        enrolled=MOMENTS,
        language=st.sampled_from(["fr", "ar"]),
        stage=st.sampled_from(["new", "begun", "done", "attended", "withdrawn"]),
        certificate=st.sampled_from(["none", "valid", "revoked", "replaced"]),
    )


PEOPLE = st.lists(
    st.builds(
        Being,
        gender=st.sampled_from(["F", "M", "X", "N"]),
        birth_year=st.none() | st.integers(1960, 2006),
        institution=st.integers(0, 4),
        moved_to=st.integers(0, 4),
        merged=st.booleans(),
        taken=st.lists(_taken(), max_size=3, unique_by=lambda taken: taken.course).map(tuple),
    ),
    min_size=1,
    max_size=25,
)
WORKSHOPS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31)),
        st.sampled_from(["F", "M", "N"]),
        st.sampled_from(["u25", "25-34", "35+", "n"]),
        st.integers(0, 9),
        st.sampled_from(["validated", "sent"]),
    ),
    max_size=6,
)


class World:
    """What a population lives in: institutions, programmes, courses, cohorts. Made once."""

    def __init__(self) -> None:
        justice = Organisation.add_root(
            code="w-j", name_fr="Justice", name_ar="عدل", kind=OrganisationKind.JUSTICE, region="04"
        )
        court = Organisation.objects.get(pk=justice.pk).add_child(
            code="w-c",
            name_fr="Tribunal",
            name_ar="محكمة",
            kind=OrganisationKind.JUSTICE,
            region="01",
            city="Tanger",
        )
        society = Organisation.add_root(
            code="w-s",
            name_fr="Association",
            name_ar="جمعية",
            kind=OrganisationKind.CIVIL_SOCIETY,
            region="09",
            city="Agadir",
        )
        media = Organisation.add_root(
            code="w-m", name_fr="Média", name_ar="إعلام", kind=OrganisationKind.MEDIA
        )
        self.institutions: list[Organisation | None] = [justice, court, society, media, None]
        programmes = [
            Programme.objects.create(code=f"w-{n}", title_fr=f"P{n}", title_ar=f"ب{n}")
            for n in range(2)
        ]
        self.courses = [
            Course.objects.create(
                code=f"w-{n}", title_fr=f"C{n}", title_ar=f"م{n}", programme=programme
            )
            for n, programme in enumerate([*programmes, None])
        ]
        self.cohorts: list[Cohort | None] = [
            Cohort.objects.create(
                code=f"w-{n}",
                course=self.courses[0],
                title_fr=f"G{n}",
                title_ar=f"ف{n}",
                project=f"Projet {n}",
                donor="Bailleur",
            )
            for n in range(2)
        ]
        self.cohorts.append(None)
        self.units = []
        for course in self.courses:
            module = Module.objects.create(course=course, code="m")
            self.units.append(
                Unit.objects.create(course=course, module=module, code="u", kind="workshop")
            )
        self.template = CertificateTemplate.objects.filter().first() or (
            CertificateTemplate.objects.create(name="Modèle")
        )
        self.version = TemplateVersion.objects.create(
            template=self.template, number=990, content={}
        )
        self.serial = 0

    def populate(self, people: list[Being], workshops: list[Any]) -> None:
        """Write the population, replacing the one before."""
        Certificate.objects.update(replaced_by=None)
        Certificate.objects.all().delete()
        UnitCompletion.objects.all().delete()
        Enrolment.objects.all().delete()
        WorkshopReport.objects.all().delete()
        Membership.objects.all().delete()
        User.objects.filter(username__startswith="w-").update(merged_into=None)
        User.objects.filter(username__startswith="w-").delete()
        before: User | None = None
        for number, being in enumerate(people):
            before = self._person(number, being, before)
        self._workshops(workshops)

    def _person(self, number: int, being: Being, before: User | None) -> User:
        into = before if being.merged and before is not None else None
        user = User.objects.create(
            username=f"w-{number}",
            gender=being.gender,
            birth_year=being.birth_year,
            merged_into=into if into is None or into.merged_into is None else into.merged_into,
        )
        self._member(user, being.institution, dt.date(2020, 1, 1), dt.date(2025, 6, 30))
        self._member(user, being.moved_to, dt.date(2025, 7, 1), None)
        for taken in being.taken:
            self._enrol(user, being, taken)
        return user

    def _member(self, user: User, place: int, since: dt.date, until: dt.date | None) -> None:
        there = self.institutions[place]
        Membership.objects.create(
            user=user,
            organisation=there,
            region=there.region if there else "12",
            city="" if there else "Dakhla",
            starts_on=since,
            ends_on=until,
        )

    def _enrol(self, user: User, being: Being, taken: Taken) -> None:
        at = timezone.make_aware(taken.enrolled)
        begun = at + dt.timedelta(hours=5)
        done = at + dt.timedelta(days=20)
        is_done = taken.stage == "done"
        late = is_done and done.date() >= dt.date(2025, 7, 1)
        place = self.institutions[being.moved_to if late else being.institution]
        course = self.courses[taken.course]
        row = Enrolment.objects.create(
            user=user,
            course=course,
            cohort=self.cohorts[taken.cohort] if taken.course == 0 else None,
            language=taken.language,
            organisation=place,
            region=place.region if place else "",
            status={"done": "completed", "withdrawn": "withdrawn"}.get(taken.stage, "active"),
            started_at=None if taken.stage == "new" else begun,
            completed_at=done if is_done else None,
        )
        Enrolment.objects.filter(pk=row.pk).update(enrolled_at=at)
        if taken.stage == "attended":
            UnitCompletion.objects.create(
                enrolment=row,
                unit=self.units[taken.course],
                completed_at=begun,
                language="fr",
                source="attendance",
            )
        if is_done or taken.stage == "attended":
            self._certify(row, done, taken.certificate)

    def _certify(self, row: Enrolment, at: dt.datetime, how: str) -> None:
        if how == "none":
            return
        first = self._certificate(row, at, "valid" if how == "valid" else how)
        if how == "replaced":
            second = self._certificate(row, at + dt.timedelta(days=300), "valid")
            first.replaced_by = second
            first.save()

    def _certificate(self, row: Enrolment, at: dt.datetime, status: str) -> Certificate:
        self.serial += 1
        return Certificate.objects.create(
            user=row.user,
            course=row.course,
            enrolment=row,
            template=self.template,
            version=self.version,
            serial=f"W-{self.serial}",
            check_code=f"w-{self.serial}",
            data={},
            status=status,
            issued_at=at,
        )

    def _workshops(self, workshops: list[Any]) -> None:
        facilitator = User.objects.get(username="w-0")
        for place, day, sex, age, count, status in workshops:
            there = self.institutions[place]
            assert there is not None
            report = WorkshopReport.objects.create(
                facilitator=facilitator,
                course=self.courses[0],
                held_on=day,
                organisation=there,
                region=there.region,
                language="ary",
                total=count,
                status=status,
            )
            WorkshopCount.objects.create(report=report, sex=sex, age_band=age, count=count)
