"""Activities, imports and libraries in the administration."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.forms.collections import collection_member_permission_formset_factory
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.snippets.models import register_snippet

from core.menus import AllowedMenuItem
from h5p.editor.urls import urlpatterns as editor_urls
from h5p.hub import hub_enabled
from h5p.log_actions import log_actions_register
from h5p.models import Activity
from h5p.permissions import activity_policy, libraries_may_install
from h5p.views import activities, hub, imports, libraries
from h5p.viewsets import ActivityViewSet

hooks.register("register_log_actions", log_actions_register)
activity_viewset = register_snippet(ActivityViewSet)
PANEL_TEMPLATE = "h5p/group_permissions.html"


def _may_work(user: Any) -> bool:
    """Those who may add or change some activities."""
    return bool(activity_policy.user_has_any_permission(user, activities.ANY))


def _may_ask_hub(user: Any) -> bool:
    """Those who install libraries, where the hub may be asked."""
    return hub_enabled() and libraries_may_install(user)


h5p_menu = Menu(register_hook_name="register_h5p_menu_item")


@hooks.register("register_admin_menu_item")
def h5p_menu_item() -> MenuItem:
    """One menu; apps above add to it by the hook `register_h5p_menu_item`."""
    return SubmenuMenuItem(_("Activities"), h5p_menu, name="h5p", icon_name="site", order=120)


@hooks.register("register_h5p_menu_item")
def activities_menu_item() -> MenuItem:
    """The activities."""
    url = reverse(Activity.snippet_viewset.get_url_name("list"))
    return AllowedMenuItem(
        _("Activities"),
        url,
        allowed=_may_work,
        name="h5p-activities",
        icon_name="site",
        order=10,
    )


@hooks.register("register_h5p_menu_item")
def imports_menu_item() -> MenuItem:
    """Their imports."""
    return AllowedMenuItem(
        _("Imports of packages"),
        reverse("h5p_imports"),
        allowed=_may_work,
        name="h5p-imports",
        icon_name="upload",
        order=20,
    )


@hooks.register("register_h5p_menu_item")
def libraries_menu_item() -> MenuItem:
    """The libraries."""
    return AllowedMenuItem(
        _("Libraries"),
        reverse("h5p_libraries"),
        permission="h5p.view_library",
        name="h5p-libraries",
        icon_name="code",
        order=30,
    )


@hooks.register("register_h5p_menu_item")
def hub_menu_item() -> MenuItem:
    """The hub."""
    return AllowedMenuItem(
        _("H5P Hub"),
        reverse("h5p_hub"),
        allowed=_may_ask_hub,
        name="h5p-hub",
        icon_name="download",
        order=40,
    )


@hooks.register("register_admin_urls")
def h5p_urls() -> list[URLPattern]:
    """Addresses below /admin/."""
    return [
        path("h5p/imports/", imports.import_list, name="h5p_imports"),
        path("h5p/imports/<uuid:uuid>/", imports.import_detail, name="h5p_import"),
        path(
            "h5p/imports/<uuid:uuid>/repeat/", imports.import_repeat_view, name="h5p_import_repeat"
        ),
        path("h5p/activities/<int:pk>/replace/", imports.activity_replace, name="h5p_replace"),
        path("h5p/activities/<int:pk>/export/", activities.activity_export, name="h5p_export"),
        path("h5p/libraries/", libraries.library_list, name="h5p_libraries"),
        path("h5p/libraries/add/", imports.library_upload, name="h5p_library_add"),
        path(
            "h5p/libraries/<int:pk>/delete/",
            libraries.library_delete_view,
            name="h5p_library_delete",
        ),
        *editor_urls,
        path("h5p/hub/", hub.hub_list, name="h5p_hub"),
        path("h5p/hub/refresh/", hub.hub_refresh_view, name="h5p_hub_refresh"),
        path("h5p/hub/<str:name>/install/", hub.hub_install_view, name="h5p_hub_install"),
    ]


@hooks.register("register_group_permission_panel")
def h5p_permission_panel() -> Any:
    """Permissions on activities, by collection, in the form of a group."""
    return collection_member_permission_formset_factory(
        Activity,
        [
            ("add_activity", _("Add"), _("Upload interactive activities")),
            ("change_activity", _("Edit"), _("Edit and replace interactive activities")),
            ("delete_activity", _("Delete"), _("Delete interactive activities")),
        ],
        PANEL_TEMPLATE,
    )


@hooks.register("describe_collection_contents")
def collection_contents(collection: Any) -> dict[str, Any] | None:
    """A collection with activities in it cannot be deleted."""
    count = Activity.objects.filter(collection=collection).count()
    if not count:
        return None
    return {
        "count": count,
        "count_text": ngettext(
            "%(count)s interactive activity", "%(count)s interactive activities", count
        )
        % {"count": count},
        "url": reverse(Activity.snippet_viewset.get_url_name("list")),
    }
