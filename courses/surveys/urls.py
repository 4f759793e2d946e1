"""Addresses of the survey."""

from django.urls import path

from courses.surveys import views

urlpatterns = [
    path("surveys/<uuid:offer>/", views.survey, name="survey"),
    path("surveys/<uuid:offer>/decline/", views.decline, name="survey_decline"),
]
