"""Who may write what, asked at the top of each page of the editor."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.http import request_user
from core.exceptions import PermissionRefusedError
from h5p.models import Activity, ActivityTranslation
from h5p.permissions import activity_may, activity_policy


def activity_get(request: HttpRequest, pk: int) -> Activity:
    """Return an activity that this person may change. Raises PermissionRefusedError."""
    activity = get_object_or_404(Activity.objects.select_related("version__main_library"), pk=pk)
    if not activity_may(request_user(request), "change", activity):
        raise PermissionRefusedError
    return activity


def translation_get(request: HttpRequest, pk: int) -> ActivityTranslation:
    """Return a translation that this person may change. Raises PermissionRefusedError."""
    translation = get_object_or_404(
        ActivityTranslation.objects.select_related(
            "source__version__main_library", "target__version"
        ),
        pk=pk,
    )
    if not activity_may(request_user(request), "change", translation.target):
        raise PermissionRefusedError
    return translation


def add_require(request: HttpRequest) -> None:
    """Raise PermissionRefusedError for who may not add activities."""
    if not activity_policy.user_has_permission(request_user(request), "add"):
        raise PermissionRefusedError
