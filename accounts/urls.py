"""Addresses of the profile."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("profile/contact/", views.contact, name="contact"),
    path("profile/export/", views.export, name="export"),
]
