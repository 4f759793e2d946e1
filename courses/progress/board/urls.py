"""Addresses of the board."""

from django.urls import path

from courses.progress.board import messages, views

urlpatterns = [
    path("follow-up/", views.cohorts, name="board_cohorts"),
    path("follow-up/<slug:code>/", views.board, name="board"),
    path("follow-up/<slug:code>/export/", views.export, name="board_export"),
    path("follow-up/<slug:code>/message/", messages.message, name="board_message"),
    path(
        "follow-up/<slug:code>/announcements/", messages.announcements, name="board_announcements"
    ),
    path(
        "follow-up/<slug:code>/announcements/<uuid:announcement>/",
        messages.announcement,
        name="board_announcement",
    ),
    path("follow-up/<slug:code>/members/<uuid:person>/", views.member, name="board_member"),
    path("follow-up/<slug:code>/members/<uuid:person>/extend/", views.extend, name="board_extend"),
]
