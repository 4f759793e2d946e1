"""Addresses of enrolment."""

from django.urls import path

from courses.enrolment import views

urlpatterns = [
    path("courses/<slug:course_code>/enrol/", views.enrol, name="enrol"),
    path("courses/<slug:course_code>/withdraw/", views.withdraw, name="withdraw"),
]
