"""What earns a certificate, several together, and how it is renewed."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Notice
from certificates.models import Certificate, CertificateRule
from certificates.renewal import renewals_open
from certificates.services import (
    certificates_evaluate,
    certificates_issue,
    certificates_issue_missing,
    expiry_look,
    programme_certificates_evaluate,
)
from certificates.services.facts import months_later
from certificates.services.templates import template_default
from courses.api import outline_get
from courses.models import (
    Attempt,
    Course,
    Enrolment,
    Programme,
    ProgrammeEnrolment,
    ReminderRequest,
)
from tests.factories.accounts import UserFactory
from tests.factories.assessments import AssessmentFactory
from tests.factories.catalogue import CourseFactory, ProgrammeFactory, UnitFactory
from tests.factories.certificates import rule_of
from tests.factories.enrolment import EnrolmentFactory, UnitCompletionFactory

pytestmark = pytest.mark.django_db


def attempt_make(enrolment: Enrolment, score: str, **values: Any) -> Attempt:
    """An attempt at the final assessment, made if the course has none."""
    course = enrolment.course
    unit = course.units.filter(kind="assessment").order_by("-position").first()
    if unit is None:
        unit = UnitFactory(module=course.modules.get(), kind="assessment", position=99)
        AssessmentFactory(unit=unit)
    now = timezone.now()
    return Attempt.objects.create(
        enrolment=enrolment,
        assessment=unit.assessment,
        number=Attempt.objects.filter(enrolment=enrolment).count() + 1,
        status="submitted",
        draw=[],
        language="fr",
        started_at=now,
        score=Decimal(score),
        passed=Decimal(score) >= 70,
        **{"submitted_at": now, **values},
    )


def presence_make(enrolment: Enrolment, minutes: int, **values: Any) -> None:
    unit = UnitFactory(module=enrolment.course.modules.get(), kind="workshop", minutes=minutes)
    UnitCompletionFactory(enrolment=enrolment, unit=unit, source="attendance", **values)


def issued(enrolment: Enrolment) -> int:
    return len(certificates_evaluate(enrolment_id=enrolment.pk))


def test_a_new_course_and_a_new_programme_certify_by_themselves():
    course, programme = CourseFactory(), ProgrammeFactory()
    assert CertificateRule.objects.get(course=course).template.kind == "success"
    assert CertificateRule.objects.get(programme=programme).template.kind == "programme"


def test_a_score_is_that_of_the_best_attempt_at_the_last_graded_assessment():
    enrolment = EnrolmentFactory(completed=True)
    rule_of(enrolment.course, min_score=80)
    early = UnitFactory(module=enrolment.course.modules.get(), kind="assessment", position=1)
    AssessmentFactory(unit=early)
    assert issued(enrolment) == 0
    attempt_make(enrolment, "79.99")
    last = UnitFactory(module=enrolment.course.modules.get(), kind="assessment", position=99)
    AssessmentFactory(unit=last)
    assert issued(enrolment) == 0
    attempt_make(enrolment, "79.99")
    assert issued(enrolment) == 0
    attempt_make(enrolment, "80.00")
    attempt_make(enrolment, "50.00")
    assert issued(enrolment) == 1
    assert Certificate.objects.get().data["score"] == "80.00"


def test_hours_attended_count_without_completion_where_the_rule_says_so():
    enrolment = EnrolmentFactory(minutes_done=600)
    rule_of(enrolment.course, needs_completion=False, min_hours=3)
    presence_make(enrolment, 179)
    assert issued(enrolment) == 0
    presence_make(enrolment, 1)
    assert issued(enrolment) == 1
    assert Certificate.objects.get().data["minutes_in_person"] == 180


def test_conditions_count_together():
    enrolment = EnrolmentFactory(completed=True)
    rule_of(enrolment.course, min_score=70, min_hours=1)
    attempt_make(enrolment, "90")
    assert issued(enrolment) == 0
    presence_make(enrolment, 60)
    assert issued(enrolment) == 1


def test_several_rules_give_several_certificates():
    enrolment = EnrolmentFactory(completed=True)
    CertificateRule.objects.create(
        course=enrolment.course, template=template_default("participation")
    )
    assert issued(enrolment) == 2
    assert issued(enrolment) == 0
    assert set(Certificate.objects.values_list("kind", flat=True)) == {"success", "participation"}


def test_a_rule_out_of_force_gives_nothing():
    enrolment = EnrolmentFactory(completed=True)
    rule_of(enrolment.course, is_active=False)
    assert issued(enrolment) == 0
    assert certificates_issue_missing() == 0


def path_make(courses: int) -> tuple[ProgrammeEnrolment, list[Any]]:
    programme, user = ProgrammeFactory(), UserFactory()
    made = [CourseFactory(programme=programme, units=1) for _number in range(courses)]
    path = ProgrammeEnrolment.objects.create(
        user=user, programme=programme, status="completed", completed_at=timezone.now()
    )
    enrolments = [
        EnrolmentFactory(user=user, course=course, completed=True, minutes_done=60)
        for course in made
    ]
    return path, enrolments


def test_a_programme_puts_its_courses_together():
    path, enrolments = path_make(2)
    rule = CertificateRule.objects.get(programme=path.programme)
    rule.min_score = 70
    rule.save()
    attempt_make(enrolments[0], "95")
    attempt_make(enrolments[1], "60")
    assert programme_certificates_evaluate(programme_enrolment_id=path.pk) == []
    attempt_make(enrolments[1], "75")
    certificate = programme_certificates_evaluate(programme_enrolment_id=path.pk)[0]
    assert (certificate.programme, certificate.course) == (path.programme, None)
    assert (certificate.data["minutes"], certificate.data["score"]) == (120, "75.00")
    assert certificate.data["modules_fr"] == [one.course.title_fr for one in enrolments]
    assert Notice.objects.get().key == f"certificate-issued:{certificate.uuid}"
    assert certificates_issue_missing() == 2
    assert certificates_issue_missing() == 0


def test_the_sweep_leaves_completions_before_the_rule_to_the_bulk_issue():
    enrolment = EnrolmentFactory(completed=True)
    rule = rule_of(enrolment.course, applies_from=timezone.now() + dt.timedelta(hours=1))
    assert certificates_issue_missing() == 0
    assert len(certificates_issue(rule=rule, ids=[enrolment.pk]).issued) == 1


@pytest.mark.parametrize("people", [1, 6])
def test_issuing_costs_the_same_for_one_and_for_many(people: int, django_assert_num_queries: Any):
    course = CourseFactory(units=2)
    ids = [EnrolmentFactory(course=course, completed=True).pk for _number in range(people)]
    rule = CertificateRule.objects.select_related("template", "course", "programme").get(
        course=course
    )
    outline_get(course, "fr")
    outline_get(course, "ar")
    with django_assert_num_queries(16):
        assert len(certificates_issue(rule=rule, ids=ids).issued) == people
    assert ReminderRequest.objects.count() == people


def expiring_make(days: int, **rule: Any) -> Certificate:
    """A certificate that ends in so many days; renewal opens 60 days before."""
    enrolment = EnrolmentFactory(completed=True)
    rule_of(enrolment.course, valid_months=12, **rule)
    if rule.get("min_score"):
        attempt_make(enrolment, "90", submitted_at=timezone.now() - dt.timedelta(days=400))
    certificate = certificates_evaluate(enrolment_id=enrolment.pk)[0]
    certificate.expires_at = timezone.now() + dt.timedelta(days=days)
    certificate.save()
    return certificate


def test_validity_is_counted_in_months_of_the_calendar():
    moment = dt.datetime(2026, 8, 31, tzinfo=dt.UTC)
    assert months_later(moment, 6) == dt.datetime(2027, 2, 28, tzinfo=dt.UTC)
    assert months_later(moment, 24) == dt.datetime(2028, 8, 31, tzinfo=dt.UTC)


def test_the_holder_is_reminded_once_when_renewal_opens():
    soon, later = expiring_make(59), expiring_make(61)
    assert (expiry_look(), expiry_look()) == (1, 1)
    assert [one.key for one in Notice.objects.all()] == [f"certificate-expiring:{soon.uuid}"]
    assert "réussir de nouveau" in renewals_open([soon, later])[soon.pk]
    assert later.pk not in renewals_open([soon, later])


@pytest.mark.parametrize("days", [30, -30])
def test_what_is_shown_again_renews_and_the_old_one_stays(days: int):
    old = expiring_make(days, min_score=80)
    enrolment = old.enrolment
    assert enrolment is not None
    assert issued(enrolment) == 0
    attempt_make(enrolment, "79")
    assert issued(enrolment) == 0
    attempt_make(enrolment, "85")
    assert issued(enrolment) == 1
    assert issued(enrolment) == 0
    old.refresh_from_db()
    new = Certificate.objects.get(status="valid")
    assert (old.status, old.replaced_by, new.origin) == ("replaced", new, "renewal")
    assert new.expires_at is not None
    assert new.expires_at > timezone.now() + dt.timedelta(days=360)
    assert Notice.objects.filter(key=f"certificate-issued:{new.uuid}").count() == 1


def test_completion_alone_is_renewed_by_the_final_assessment():
    old = expiring_make(10)
    assert old.enrolment is not None
    attempt_make(old.enrolment, "69")
    assert issued(old.enrolment) == 0
    attempt_make(old.enrolment, "70")
    assert issued(old.enrolment) == 1


def test_the_daily_look_renews_what_a_lost_event_left():
    old = expiring_make(10, min_score=80)
    assert old.enrolment is not None
    attempt_make(old.enrolment, "90")
    expiry_look()
    assert Certificate.objects.filter(status="valid", origin="renewal").count() == 1


def test_subjects_keep_the_rule_they_have():
    course = CourseFactory()
    assert isinstance(course, Course)
    course.save()
    programme = ProgrammeFactory()
    assert isinstance(programme, Programme)
    programme.save()
    assert CertificateRule.objects.count() == 2
