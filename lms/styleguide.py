"""The living style page, in development only."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
