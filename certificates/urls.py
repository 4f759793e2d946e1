"""Addresses of certificates."""

from django.urls import path

from certificates import correction_views, views

app_name = "certificates"
urlpatterns = [
    path("certificates/", views.certificate_list, name="list"),
    path("certificates/<uuid:uuid>/download/", views.certificate_download, name="download"),
    path("certificates/<uuid:uuid>/correction/", correction_views.correction, name="correction"),
    path("verify/", views.verify_form, name="verify_form"),
    path("verify/<str:code>/", views.verify, name="verify"),
]
