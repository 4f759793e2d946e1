"""Addresses without a language: what machines read. Kept at the root, some by specification."""

from django.urls import path

from certificates.credentials import views as credential_views

urlpatterns = [
    path(".well-known/did.json", credential_views.issuer, name="issuer_document"),
    path("credentials/status/<int:number>", credential_views.status, name="status_list"),
]
