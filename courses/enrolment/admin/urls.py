"""Addresses of enrolment below /admin/."""

from django.urls import path

from courses.enrolment.admin import imports, invitations, paths, people, requests

urlpatterns = [
    path("enrolments/", people.enrolment_index, name="enrolments"),
    path("enrolments/<uuid:uuid>/", people.enrolment_detail, name="enrolment_detail"),
    path("enrolments/<uuid:uuid>/<slug:act>/", people.enrolment_change, name="enrolment_change"),
    path("enrolment-paths/", paths.path_index, name="enrolment_paths"),
    path("enrolment-paths/new/", paths.path_new, name="enrolment_path_new"),
    path("enrolment-paths/<uuid:uuid>/", paths.path_detail, name="enrolment_path"),
    path(
        "enrolment-paths/<uuid:uuid>/<slug:act>/", paths.path_change, name="enrolment_path_change"
    ),
    path("enrolment-requests/", requests.request_index, name="enrolment_requests"),
    path("enrolment-requests/<int:pk>/", requests.request_detail, name="enrolment_request"),
    path("waiting-list/", requests.waiting_index, name="waiting_list"),
    path("imports/", imports.import_index, name="imports"),
    path("imports/new/", imports.import_new, name="import_new"),
    path("imports/template/", imports.import_template, name="import_template"),
    path("imports/<uuid:uuid>/", imports.import_run, name="import_run"),
    path("imports/<uuid:uuid>/map/", imports.import_map_view, name="import_map"),
    path("imports/<uuid:uuid>/confirm/", imports.import_confirm_view, name="import_confirm"),
    path("imports/<uuid:uuid>/cancel/", imports.import_cancel_view, name="import_cancel"),
    path("imports/<uuid:uuid>/report/", imports.import_report, name="import_report"),
    path(
        "imports/<uuid:uuid>/lines/<int:number>/",
        imports.import_decide_view,
        name="import_decide",
    ),
    path("invitations/", invitations.invitation_index, name="invitations"),
    path("invitations/new/", invitations.invitation_new, name="invitation_new"),
    path(
        "invitations/<int:pk>/resend/",
        invitations.invitation_resend_view,
        name="invitation_resend",
    ),
    path(
        "invitations/<int:pk>/revoke/",
        invitations.invitation_revoke_view,
        name="invitation_revoke",
    ),
]
