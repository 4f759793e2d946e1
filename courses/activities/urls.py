"""Addresses of activities in courses."""

from django.urls import path

from courses.activities import views

urlpatterns = [
    path("plays/<uuid:uuid>/", views.play_detail, name="play"),
    path(
        "courses/<slug:course_code>/<slug:unit_code>/results/",
        views.unit_results,
        name="activity_results",
    ),
    path(
        "courses/<slug:course_code>/<slug:unit_code>/activity/<slug:slot>/",
        views.activity_start,
        name="activity_start",
    ),
]
