"""Addresses of the player, the same in every language. The bases are for making addresses only."""

from django.urls import path

from h5p.player import views

app_name = "h5p"
urlpatterns = [
    path("embed/<str:token>/", views.embed, name="embed"),
    path("files/<str:token>/", views.content_file, {"path": ""}, name="files_base"),
    path("files/<str:token>/<path:path>", views.content_file, name="files"),
    path(
        "libraries/<str:token>/",
        views.library_file,
        {"folder": "", "path": ""},
        name="libraries_base",
    ),
    path("libraries/<str:token>/<str:folder>/<path:path>", views.library_file, name="libraries"),
    path("play/<str:token>/statements/", views.statements, name="statements"),
    path("play/<str:token>/state/<str:data_type>/<str:sub_content_id>/", views.state, name="state"),
]
