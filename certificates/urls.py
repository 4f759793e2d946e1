"""Addresses of certificates for people, in their language."""

from django.urls import path

from certificates import correction_views
from certificates.holder import views as holder
from certificates.verification import views as verification

app_name = "certificates"
urlpatterns = [
    path("certificates/", holder.certificate_list, name="list"),
    path("certificates/transcript/", holder.transcript, name="transcript"),
    path("certificates/<uuid:uuid>/download/", holder.certificate_download, name="download"),
    path(
        "certificates/<uuid:uuid>/badge.<str:ending>",
        holder.certificate_badge_download,
        name="badge",
    ),
    path("certificates/<uuid:uuid>/correction/", correction_views.correction, name="correction"),
    path("certificates/<uuid:uuid>/sharing/", holder.certificate_sharing, name="sharing"),
    path("verify/", verification.verify_form, name="verify_form"),
    path("verify/file/", verification.verify_file, name="verify_file"),
    path("verify/offline/", verification.offline, name="verify_offline"),
    path("verify/worker.js", verification.offline_worker, name="verify_worker"),
    path("verify/<str:code>/", verification.verify, name="verify"),
    path("shared/<str:token>/", verification.shared, name="shared"),
]
