"""Activities in the administration: what differs from Wagtail's own views."""

from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.mixins import RevisionsRevertMixin
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import DeleteView, EditView, IndexView

from accounts.http import request_user
from core.exceptions import NotFoundError, PermissionRefusedError
from h5p.exceptions import ActivityInUseError
from h5p.models import Activity
from h5p.permissions import activity_may, activity_policy
from h5p.selectors import activities_listed, activity_usage, version_drafted
from h5p.services.activities import replacement_write
from h5p.services.exporting import export_chunks, export_name

ANY = ["add", "change", "delete"]


class ActivityIndexView(IndexView):
    """The list, with a preview of each."""

    add_item_label = gettext_lazy("Add an interactive activity")

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Beside the upload of a package, writing one here."""
        buttons = list(super().header_more_buttons)
        if activity_policy.user_has_permission(self.request.user, "add"):
            buttons.append(
                Button(
                    _("Write an activity"),
                    url=reverse("h5p_activity_new"),
                    icon_name="draft",
                    priority=5,
                )
            )
        return buttons

    def get_list_more_buttons(self, instance: Activity) -> list[Any]:
        """Add the preview and the export."""
        buttons = super().get_list_more_buttons(instance)
        if instance.latest_revision_id:
            buttons.append(
                Button(
                    _("Preview"),
                    url=reverse(
                        self.model.snippet_viewset.get_url_name("revisions_view"),
                        args=[instance.pk, instance.latest_revision_id],
                    ),
                    icon_name="view",
                    priority=15,
                )
            )
        if instance.version_id:
            buttons.append(_content_button(instance))
            buttons.append(_export_button(instance))
        return buttons


def _content_button(activity: Activity) -> Button:
    return Button(
        _("Texts and translation"),
        url=reverse("h5p_content_edit", args=[activity.pk]),
        icon_name="edit",
        priority=12,
    )


def _export_button(activity: Activity) -> Button:
    return Button(
        _("Export (.h5p)"),
        url=reverse("h5p_export", args=[activity.pk]),
        icon_name="download",
        priority=25,
    )


class ActivityEditView(EditView):
    """The form, with what can be done to the content."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Add replacing and exporting."""
        buttons = list(super().header_more_buttons)
        buttons.append(
            Button(
                _("Replace by a new version"),
                url=reverse("h5p_replace", args=[self.object.pk]),
                icon_name="upload",
                priority=5,
            )
        )
        if self.object.version_id:
            buttons.append(_content_button(self.object))
            buttons.append(_export_button(self.object))
        return buttons


class ActivityRevertView(RevisionsRevertMixin, ActivityEditView):
    """An older revision, brought back with the version that it showed."""

    view_name = "revisions_revert"

    def save_instance(self) -> Any:
        """Save it as a new revision; the pages that show the activity tell of it."""
        before = version_drafted(Activity.objects.get(pk=self.object.pk))
        instance = super().save_instance()
        after = instance.version
        if after is not None and before is not None and after.pk != before.pk:
            replacement_write(
                activity=instance,
                before=before.number,
                after=after.number,
                by=request_user(self.request),
            )
        return instance


class ActivityDeleteView(DeleteView):
    """Deleting; refused with the places that show the activity, or because people answered."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse before asking, and whatever happens meanwhile."""
        if not activity_may(request.user, "delete", self.object):
            raise PermissionRefusedError
        if activity_usage(self.object):
            return self._refuse(request)
        try:
            return super().dispatch(request, *args, **kwargs)
        except ActivityInUseError:
            return self._refuse(request)
        except (ProtectedError, RestrictedError):
            messages.error(request, _("People have worked on this activity: unpublish it instead."))
            return redirect(self.model.snippet_viewset.get_url_name("edit"), self.object.pk)

    def _refuse(self, request: HttpRequest) -> HttpResponse:
        finder = AdminURLFinder(request.user)
        places = [(str(place), finder.get_edit_url(place)) for place in activity_usage(self.object)]
        context = {
            "page_title": _("This activity cannot be deleted"),
            "activity": self.object,
            "places": places,
            "message": ActivityInUseError.message,
        }
        return render(request, "h5p/in_use.html", context, status=ActivityInUseError.status)


class KindMixin:
    """What tells activities of the same title apart."""

    @property
    def columns(self) -> list[Any]:
        """Title, type, language, state."""
        title, *rest = super().columns  # type: ignore[misc]
        return [
            title,
            Column("kind", label=gettext_lazy("Type of activity"), accessor="kind"),
            Column("language", label=gettext_lazy("Language"), accessor="get_language_display"),
            *rest,
        ]

    def get_object_list(self) -> Any:
        """With what the columns read."""
        return activities_listed(super().get_object_list())  # type: ignore[misc]


class ActivityChooseView(KindMixin, ChooseView):
    """The chooser."""


class ActivityChooseResultsView(KindMixin, ChooseResultsView):
    """The chooser's results."""


class ActivityChooserViewSet(SnippetChooserViewSet):
    """The chooser of activities."""

    choose_view_class = ActivityChooseView
    choose_results_view_class = ActivityChooseResultsView


def activity_export(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Give the published version back as a package, with its libraries, in a stream."""
    activity = Activity.objects.select_related("version__main_library").filter(pk=pk).first()
    if activity is None or activity.version is None:
        raise NotFoundError
    user = request_user(request)
    if not activity_policy.user_has_any_permission_for_instance(user, ANY, activity):
        raise PermissionRefusedError
    return StreamingHttpResponse(
        export_chunks(activity.version),
        headers={
            "Content-Type": "application/zip",
            "Content-Disposition": f'attachment; filename="{export_name(activity)}"',
            # Already packed: compressing again costs and gains nothing.
            "Content-Encoding": "identity",
            "Cache-Control": "no-store",
        },
    )
