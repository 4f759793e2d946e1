"""Addresses of what a learner reads and does."""

from django.urls import path

from courses.progress import follow_up_views, printables, views

urlpatterns = [
    path("calendar/formation.ics", follow_up_views.calendar_file, name="calendar"),
    path(
        "announcements/<uuid:announcement>/read/",
        follow_up_views.announcement_read_view,
        name="announcement_read",
    ),
    path("courses/<slug:course_code>/", views.course_detail, name="course"),
    path("courses/<slug:course_code>/continue/", views.course_continue, name="continue"),
    path(
        "courses/<slug:course_code>/reminder/<slug:module_code>/",
        views.module_reminder,
        name="module",
    ),
    path("courses/<slug:course_code>/printables/", views.course_kit, name="kit"),
    path(
        "courses/<slug:course_code>/printables/<int:number>-<slug:language>.pdf",
        printables.kit_pdf,
        name="kit_pdf",
    ),
    path("courses/<slug:course_code>/<slug:unit_code>/", views.unit_detail, name="unit"),
    path(
        "courses/<slug:course_code>/<slug:unit_code>/complete/",
        views.unit_complete_view,
        name="unit_complete",
    ),
]
