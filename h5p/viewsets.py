"""Activities as Wagtail snippets: list, form, history, moderation, usage, chooser."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from h5p.forms import ActivityForm
from h5p.models import Activity
from h5p.permissions import activity_policy
from h5p.selectors import activities_listed
from h5p.views.activities import (
    ANY,
    ActivityChooserViewSet,
    ActivityDeleteView,
    ActivityEditView,
    ActivityIndexView,
    ActivityRevertView,
)
from h5p.views.imports import activity_upload


class ActivityViewSet(SnippetViewSet):
    """Interactive activities. Adding one is uploading its package."""

    model = Activity
    icon = "site"
    menu_label = _("Interactive activities")
    list_display = ("__str__", "kind", "language", LiveStatusTagColumn(), UpdatedAtColumn())
    list_filter = ("language", "collection")
    list_per_page = 30
    inspect_view_enabled = False
    copy_view_enabled = False
    index_view_class = ActivityIndexView
    edit_view_class = ActivityEditView
    revisions_revert_view_class = ActivityRevertView
    delete_view_class = ActivityDeleteView
    chooser_viewset_class = ActivityChooserViewSet
    base_url_path = "h5p/activities"
    chooser_base_url_path = "h5p/choose"
    panels = (FieldPanel("title"), FieldPanel("language"), FieldPanel("collection"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Activity]:
        """Activities of the collections that the person may work in."""
        rows = activity_policy.instances_user_has_any_permission_for(request.user, ANY)
        return activities_listed(rows)

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """Publishing is given here; adding, changing and deleting by collection."""
        return Permission.objects.filter(content_type__app_label="h5p", codename="publish_activity")

    def get_edit_handler(self) -> Any:
        """Panels with our form as base."""
        handler = super().get_edit_handler()
        handler.base_form_class = ActivityForm
        return handler

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        """The form of the panels."""
        return self.get_edit_handler().get_form_class()

    def get_urlpatterns(self) -> list[Any]:
        """Uploading takes the place of Wagtail's empty form."""
        others = [
            pattern
            for pattern in super().get_urlpatterns()
            if pattern.name not in {"add", "preview_on_add"}
        ]
        return [path("add/", activity_upload, name="add"), *others]
