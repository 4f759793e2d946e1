"""Cohorts in the administration: create, change with history, dates, members."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.middleware import CHECKED
from courses.models import Cohort, DueDate, Enrolment, WaitingPlace
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CourseFactory, ProgrammeFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def staff(role):
    client = Client()
    client.force_login(UserFactory(role=role))
    session = client.session
    session[CHECKED] = True
    session.save()
    return client


@pytest.fixture
def admin():
    return staff(Role.ADMINISTRATOR)


def form_values(**fields: Any):
    return {
        "code": "groupe",
        "title_fr": "Groupe",
        "title_ar": "فوج",
        "course": "",
        "programme": "",
        "organisation": "",
        "project": "A",
        "donor": "",
        "starts_on": "",
        "ends_on": "",
        "seats": "",
        **fields,
    }


def test_creating_and_changing_are_in_the_history_from_and_to(admin):
    course = CourseFactory(units=1)
    trainer = UserFactory(role=Role.TRAINER)
    url = reverse("wagtailsnippets_courses_cohort:add")
    response = admin.post(url, form_values(course=course.pk, trainers=[trainer.pk]))
    assert response.status_code == 302
    cohort = Cohort.objects.get()
    assert list(cohort.trainers.all()) == [trainer]
    url = reverse("wagtailsnippets_courses_cohort:edit", args=[cohort.pk])
    values = form_values(course=course.pk, project="B", is_archived="on")
    assert admin.post(url, values).status_code == 302
    created, changed = ModelLogEntry.objects.filter(action="courses.cohort").order_by("pk")
    assert created.data["to"]["code"] == "groupe"
    assert changed.data["from"] == {
        "project": "A",
        "is_archived": "",
        "trainers": trainer.username,
    }
    assert changed.data["to"] == {"project": "B", "is_archived": "True", "trainers": ""}


def test_a_course_and_a_programme_together_are_refused(admin):
    url = reverse("wagtailsnippets_courses_cohort:add")
    values = form_values(course=CourseFactory().pk, programme=ProgrammeFactory().pk)
    response = admin.post(url, values)
    assert response.status_code == 200
    assert Cohort.objects.count() == 0


def test_the_list_filters(admin):
    CohortFactory(code="un", donor="Bailleur A")
    CohortFactory(code="deux", donor="Bailleur B", is_archived=True)
    url = reverse("wagtailsnippets_courses_cohort:list")
    assert admin.get(url).status_code == 200
    page = admin.get(f"{url}?is_archived=true").content.decode()
    assert ("deux" in page, ">un<" in page) == (True, False)
    page = admin.get(f"{url}?donor__icontains=Bailleur+A").content.decode()
    assert "deux" not in page


def test_due_dates_of_every_unit_on_one_page(admin):
    course = CourseFactory(units=2)
    cohort = CohortFactory(course=course)
    first, second = course.units.order_by("position")
    url = reverse("cohort_due_dates", args=[cohort.pk])
    assert admin.get(url).status_code == 200
    values = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "2",
        "form-0-unit": first.pk,
        "form-0-basis": "date",
        "form-0-day": "2027-01-15",
        "form-1-unit": second.pk,
        "form-1-basis": "cohort",
        "form-1-days": "30",
    }
    assert admin.post(url, values).status_code == 302
    assert list(DueDate.objects.values_list("unit", "basis", "day", "days")) == [
        (first.pk, "date", dt.date(2027, 1, 15), None),
        (second.pk, "cohort", None, 30),
    ]
    assert admin.post(url, {**values, "form-1-days": ""}).status_code == 400
    foreign = CourseFactory(units=1).units.get()
    assert admin.post(url, {**values, "form-1-unit": foreign.pk}).status_code == 400
    assert DueDate.objects.count() == 2


def test_adding_one_person_counts_the_seats(admin):
    cohort = CohortFactory(course=CourseFactory(units=1), seats=2)
    url = reverse("cohort_members", args=[cohort.pk])
    first, second, third = UserFactory.create_batch(3)
    assert admin.post(url, {"person": first.username.upper()}).status_code == 302
    assert admin.post(url, {"person": first.email}).status_code == 302
    elsewhere = EnrolmentFactory(user=second, course=cohort.course)
    assert admin.post(url, {"person": second.email}).status_code == 302
    elsewhere.refresh_from_db()
    assert elsewhere.cohort == cohort
    assert admin.post(url, {"person": "personne@example.org"}).status_code == 400
    admin.post(url, {"person": third.email})
    members = Enrolment.objects.filter(cohort=cohort).values_list("user", flat=True)
    assert set(members) == {first.pk, second.pk}
    assert list(WaitingPlace.objects.values_list("user", flat=True)) == [third.pk]


@pytest.mark.parametrize("role", [Role.TRAINER, Role.AUTHOR, Role.MONITORING])
def test_others_may_not_change_cohorts(role):
    cohort = CohortFactory()
    client = staff(role)
    for name in ("cohort_due_dates", "cohort_members"):
        assert client.get(reverse(name, args=[cohort.pk])).status_code == 403
    url = reverse("wagtailsnippets_courses_cohort:edit", args=[cohort.pk])
    assert client.get(url).status_code == 302
