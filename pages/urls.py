"""Addresses of the dashboard and the referral directory."""

from django.urls import path

from pages import views

app_name = "pages"
urlpatterns = [
    path("dashboard/", views.dashboard, name="dashboard"),
    path("referral/", views.referral, name="referral"),
]
