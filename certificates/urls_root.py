"""Addresses without a language: what machines read. Kept at the root, some by specification."""

from django.urls import path

from certificates.credentials import views as credential_views
from certificates.verification import views as verification_views

urlpatterns = [
    path(".well-known/did.json", credential_views.issuer, name="issuer_document"),
    path("credentials/status/<int:number>", credential_views.status, name="status_list"),
    path("verify/schema.json", verification_views.verify_schema, name="verify_schema"),
    path("verify/<str:code>.json", verification_views.verify_json, name="verify_json"),
]
