"""Addresses of the editor, below /admin/."""

from django.urls import URLPattern, path, register_converter

from core.enums import Language
from h5p.editor import previews, views


class LanguageConverter:
    """One of the languages of the platform."""

    regex = "|".join(Language.values)

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(LanguageConverter, "language")

urlpatterns: list[URLPattern] = [
    path("h5p/new/", views.activity_new, name="h5p_activity_new"),
    path(
        "h5p/new/<int:library_pk>/<language:language>/", views.content_new, name="h5p_content_new"
    ),
    path(
        "h5p/new/<int:library_pk>/<language:language>/preview/",
        previews.preview_new,
        name="h5p_preview_new",
    ),
    path("h5p/<int:pk>/content/preview/", previews.preview_edit, name="h5p_preview_edit"),
    path(
        "h5p/translations/<int:pk>/preview/",
        previews.preview_translation,
        name="h5p_preview_translation",
    ),
    path("h5p/<int:pk>/content/", views.content_edit, name="h5p_content_edit"),
    path("h5p/media/<uuid:stage>/", views.media_upload, name="h5p_media_upload"),
    path("h5p/<int:pk>/translate/", views.translation_new, name="h5p_translation_new"),
    path("h5p/translations/<int:pk>/", views.translation_edit, name="h5p_translation_edit"),
]
