"""Reads about activities and libraries."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex, Revision, WorkflowState
from wagtail.snippets.models import get_snippet_models

from core.exceptions import NotFoundError
from h5p import store
from h5p.models import Activity, ActivityTranslation, ActivityVersion, Library

# What lists never show, and what may be large.
HEAVY = (
    "version__params",
    "version__files",
    "version__metadata",
    "version__main_library__semantics",
    "version__main_library__metadata",
    "version__main_library__files",
)


@dataclass(frozen=True)
class StoredFile:
    """A file in the store: where, how long, and its strong ETag."""

    name: str
    size: int
    etag: str


def _stored(prefix: str, files: dict[str, dict[str, Any]], path: str) -> StoredFile:
    file = files.get(path)
    if file is None:
        raise NotFoundError
    return StoredFile(f"{prefix}/{path}", file["size"], store.etag(file))


def version_file(version: ActivityVersion, path: str) -> StoredFile:
    """Return a media file of a content (path below `content/`). Raises NotFoundError."""
    return _stored(version.prefix, version.files, path)


def library_file(library: Library, path: str) -> StoredFile:
    """Return a file of a library. Raises NotFoundError."""
    return _stored(library.prefix, library.files, path)


def activities_listed(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """Fetch with the rows what a list shows of each: type and state."""
    states = WorkflowState.objects.active().select_related("current_task_state__task")
    scheduled = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Activity),
        object_id=Cast(OuterRef("pk"), CharField()),
        approved_go_live_at__isnull=False,
    )
    return (
        rows.select_related("version__main_library", "latest_revision")
        .defer(*HEAVY)
        .annotate(_approved_schedule=Exists(scheduled))
        .prefetch_related(
            Prefetch("workflow_states", queryset=states, to_attr="_current_workflow_states")
        )
    )


def version_drafted(activity: Activity) -> ActivityVersion | None:
    """Return the version that its author sees: the last draft's, which may be an older one."""
    draft = activity.get_latest_revision_as_object()
    return (
        ActivityVersion.objects.select_related("main_library").filter(pk=draft.version_id).first()
    )


def activity_usage(activity: Activity) -> list[Any]:
    """Return the pages and snippets that show an activity."""
    shows = (Page, *get_snippet_models())
    return [
        instance
        for instance, _references in ReferenceIndex.get_grouped_references_to(activity)
        if isinstance(instance, shows)
    ]


def translation_missing(activity: Activity) -> int | None:
    """Return how many texts a translation lacks; None for what is no translation, or complete.

    One query.
    """
    translation = (
        ActivityTranslation.objects.filter(target=activity).select_related("source").first()
    )
    if translation is None or translation.is_complete:
        return None
    return translation.missing


def translation_problem(activity: Activity) -> str:
    """Return why a translation may not be published yet; empty when it may, or is none."""
    missing = translation_missing(activity)
    if missing is None:
        return ""
    if not missing:
        return _(
            "The original of the activity “%(title)s” has changed: check and save its translation."
        ) % {"title": activity.title}
    return _("The activity “%(title)s” is not wholly translated: %(count)s texts are missing.") % {
        "title": activity.title,
        "count": missing,
    }


def activity_problem(activity: Activity, language: str) -> str:
    """Return why a page in `language` may not show the activity yet; empty when it may.

    One query.
    """
    if activity.language != language:
        return _("The activity “%(title)s” is in the other language: choose its translation.") % {
            "title": activity.title
        }
    untranslated = translation_problem(activity)
    if untranslated:
        return untranslated
    if activity.version_id is None or not activity.live:
        return _("The activity “%(title)s” is not published.") % {"title": activity.title}
    return ""
