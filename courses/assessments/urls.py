"""Addresses of assessments."""

from django.urls import path

from courses.assessments import views

urlpatterns = [
    path(
        "courses/<slug:course_code>/<slug:unit_code>/attempts/start/",
        views.attempt_start_view,
        name="attempt_start",
    ),
    path("attempts/<uuid:uuid>/", views.attempt_detail, name="attempt"),
    path("attempts/<uuid:uuid>/answer/", views.attempt_answer, name="attempt_answer"),
    path("attempts/<uuid:uuid>/submit/", views.attempt_submit_view, name="attempt_submit"),
    path("attempts/<uuid:uuid>/result/", views.attempt_result, name="attempt_result"),
]
