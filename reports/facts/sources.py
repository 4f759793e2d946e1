"""From which rows each indicator's facts are made: querysets that the database runs by itself.

Each queryset yields the columns of `COLUMNS`, in that order. The same ones fill the whole table and
refresh single people, so that there is one definition.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, ExtractYear, NullIf, TruncDate, TruncMonth
from django.utils import timezone

from accounts.selectors import memberships_on
from certificates.enums import CertificateStatus
from certificates.models import Certificate
from courses.api import CompletionSource, EnrolmentStatus
from courses.models import Enrolment, ProgrammeEnrolment, UnitCompletion, WorkshopCount
from reports.enums import AgeGroup, IndicatorCode

COLUMNS = (
    "indicator",
    "day",
    "month",
    "person_id",
    "course_id",
    "programme_id",
    "cohort_id",
    "organisation_id",
    "region",
    "city",
    "gender",
    "age",
    "language",
    "number",
    "source_id",
)
AGES = (
    (25, AgeGroup.UNDER_25),
    (35, AgeGroup.FROM_25),
    (45, AgeGroup.FROM_35),
    (55, AgeGroup.FROM_45),
)
Source = Callable[[], QuerySet[Any]]


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())


def _first(*columns: Any) -> Coalesce:
    """The first identity that there is."""
    return Coalesce(*columns, output_field=BigIntegerField())


def _day(moment: Any) -> TruncDate:
    """The day in Africa/Casablanca."""
    return TruncDate(moment, tzinfo=timezone.get_default_timezone())


def _age() -> Case:
    """The band of the age in the year of the fact: the year of birth is all that is known."""
    return Case(
        When(user__birth_year=None, then=_text(AgeGroup.NOT_STATED.value)),
        *(When(f_years__lt=limit, then=_text(band.value)) for limit, band in AGES),
        default=_text(AgeGroup.FROM_55.value),
        output_field=CharField(),
    )


def _membership(column: str) -> Subquery:
    """What the membership in force on the day of the fact says."""
    there = memberships_on(OuterRef("f_day")).filter(user=OuterRef("user"))
    return Subquery(there.values(column)[:1])


def _stated(*texts: Any) -> Coalesce:
    """The first text that is not empty."""
    return Coalesce(*(NullIf(text, _text("")) for text in texts), _text(""))


def _values(rows: Any, **columns: Any) -> QuerySet[Any]:
    """Return exactly the columns of a fact."""
    # The default order would sort what is only copied.
    named = rows.order_by().annotate(**{f"f_{name}": value for name, value in columns.items()})
    found: QuerySet[Any] = named.values_list(*(f"f_{name}" for name in COLUMNS))
    return found


def _person_columns() -> dict[str, Any]:
    return {
        "person_id": _first("user__merged_into_id", "user_id"),
        "gender": F("user__gender"),
        "age": _age(),
        "number": Value(1, output_field=IntegerField()),
        "source_id": F("pk"),
    }


def _of_enrolments(
    indicator: IndicatorCode, rows: QuerySet[Enrolment], moment: Any
) -> QuerySet[Any]:
    """Facts of enrolments on the day of `moment`.

    Institution and region are those of the membership on that day (`accounts.selectors`); where
    none is known, those that the enrolment keeps.
    """
    path = ProgrammeEnrolment.objects.filter(
        user=OuterRef("user"), programme=OuterRef("course__programme")
    ).exclude(status=EnrolmentStatus.WITHDRAWN)
    dated: Any = rows.annotate(f_day=_day(moment)).annotate(
        f_years=ExtractYear("f_day") - F("user__birth_year")
    )
    return _values(
        dated,
        indicator=_text(indicator.value),
        month=TruncMonth("f_day"),
        course_id=F("course_id"),
        programme_id=F("course__programme_id"),
        cohort_id=_first("cohort_id", Subquery(path.values("cohort_id")[:1])),
        organisation_id=_first(_membership("organisation_id"), "organisation_id"),
        region=_stated(_membership("region"), F("region"), F("organisation__region")),
        city=_stated(
            _membership("city"), _membership("organisation__city"), F("organisation__city")
        ),
        language=F("language"),
        **_person_columns(),
    )


def enrolled() -> QuerySet[Any]:
    """Enrolments."""
    rows = Enrolment.objects.all()
    return _of_enrolments(IndicatorCode.ENROLLED, rows, F("enrolled_at"))


def started() -> QuerySet[Any]:
    """Enrolments begun."""
    rows = Enrolment.objects.filter(started_at__isnull=False)
    return _of_enrolments(IndicatorCode.STARTED, rows, F("started_at"))


def completed() -> QuerySet[Any]:
    """Enrolments completed."""
    rows = Enrolment.objects.filter(status=EnrolmentStatus.COMPLETED)
    return _of_enrolments(IndicatorCode.COMPLETED, rows, F("completed_at"))


def _attendances() -> QuerySet[Any]:
    here = UnitCompletion.objects.filter(
        enrolment=OuterRef("pk"), source=CompletionSource.ATTENDANCE
    )
    first = here.order_by().values("enrolment").annotate(at=Min("completed_at")).values("at")
    return Enrolment.objects.filter(Exists(here)).annotate(attended_at=Subquery(first))


def attended() -> QuerySet[Any]:
    """Enrolments with a validated attendance in person."""
    return _of_enrolments(IndicatorCode.ATTENDED, _attendances(), F("attended_at"))


def _certificates(indicator: IndicatorCode) -> QuerySet[Any]:
    """One row for each person and course (or programme) with a certificate not revoked."""
    same = Certificate.objects.filter(
        Q(course=OuterRef("course")) | Q(programme=OuterRef("programme")), user=OuterRef("user")
    )
    first = (
        same.exclude(status=CertificateStatus.REVOKED)
        .order_by("issued_at", "pk")
        .values("issued_at")[:1]
    )
    earlier = same.filter(status=CertificateStatus.VALID, pk__lt=OuterRef("pk"))
    rows: Any = (
        Certificate.objects.filter(~Exists(earlier), status=CertificateStatus.VALID)
        .annotate(first_at=Subquery(first))
        .annotate(f_day=_day(F("first_at")))
        .annotate(f_years=ExtractYear("f_day") - F("user__birth_year"))
    )
    return _values(
        rows,
        indicator=_text(indicator.value),
        month=TruncMonth("f_day"),
        course_id=F("course_id"),
        programme_id=_first("programme_id", "course__programme_id"),
        cohort_id=_first("enrolment__cohort_id", "programme_enrolment__cohort_id"),
        organisation_id=_first(_membership("organisation_id"), "enrolment__organisation_id"),
        region=_stated(
            _membership("region"), F("enrolment__region"), F("enrolment__organisation__region")
        ),
        city=_stated(
            _membership("city"),
            _membership("organisation__city"),
            F("enrolment__organisation__city"),
        ),
        language=Coalesce("enrolment__language", "user__language"),
        **_person_columns(),
    )


def certified() -> QuerySet[Any]:
    """Certificates, the first one of each course or programme."""
    return _certificates(IndicatorCode.CERTIFIED)


def trained_certified() -> QuerySet[Any]:
    """Trained, because certified."""
    return _certificates(IndicatorCode.TRAINED)


def trained_attended() -> QuerySet[Any]:
    """Trained by attendance, without a certificate for the same course."""
    certificate = Certificate.objects.filter(
        user=OuterRef("user"), course=OuterRef("course"), status=CertificateStatus.VALID
    )
    rows = _attendances().filter(~Exists(certificate))
    return _of_enrolments(IndicatorCode.TRAINED, rows, F("attended_at"))


def reached() -> QuerySet[Any]:
    """Participants of validated workshops, by sex and age as counted in the room."""
    rows: Any = WorkshopCount.objects.filter(report__status="validated", count__gt=0).annotate(
        f_day=F("report__held_on")
    )
    return _values(
        rows,
        indicator=_text(IndicatorCode.REACHED.value),
        month=TruncMonth("f_day"),
        person_id=Cast(Value(None), BigIntegerField()),
        course_id=F("report__course_id"),
        programme_id=F("report__course__programme_id"),
        cohort_id=Cast(Value(None), BigIntegerField()),
        organisation_id=F("report__organisation_id"),
        region=_stated(F("report__region"), F("report__organisation__region")),
        city=F("report__organisation__city"),
        gender=F("sex"),
        age=F("age_band"),
        language=F("report__language"),
        number=F("count"),
        source_id=F("report_id"),
    )


# Those that belong to people who have an account, and can be refreshed person by person.
OF_PEOPLE: tuple[Source, ...] = (
    enrolled,
    started,
    completed,
    attended,
    certified,
    trained_certified,
    trained_attended,
)
