"""Addresses of a learner's choice about reminders."""

from django.urls import path

from courses.progress.reminders import views

urlpatterns = [
    path("reminders/", views.preferences, name="reminders"),
    path("reminders/stop/<str:token>/", views.stop, name="reminders_stop"),
]
