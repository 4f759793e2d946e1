"""Addresses of submissions."""

from django.urls import path

from courses.submissions import views

urlpatterns = [
    path(
        "courses/<slug:course_code>/<slug:unit_code>/submission/",
        views.submission_save_view,
        name="submission_save",
    ),
]
