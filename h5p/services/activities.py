"""Activities and their versions."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from wagtail.models import Collection, Page

from core.audit import audit_write
from core.enums import Language
from h5p import store
from h5p.models import Activity, ActivityVersion, Library
from h5p.permissions import activity_may
from h5p.selectors import activity_usage, version_drafted


def content_digest(
    *, params: dict[str, Any], files: dict[str, dict[str, Any]], main: Library
) -> str:
    """Return what changes whenever learners would see another content."""
    hashes = {path: file["sha256"] for path, file in files.items()}
    text = json.dumps([main.ubername, params, hashes], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def version_add(
    *,
    activity: Activity,
    main: Library,
    libraries: Iterable[Library],
    params: dict[str, Any],
    metadata: dict[str, Any],
    files: dict[str, dict[str, Any]] | None = None,
    prefix: str = "",
    notes: list[dict[str, Any]] | None = None,
    by: Any = None,
    source: str = "",
    ready: bool = True,
) -> ActivityVersion:
    """Add a version and make it the activity's: published when `by` may publish, else a draft.

    With `ready` False it stays a draft whoever writes it: a translation under way.

    `params` are checked by the caller (`h5p.package.params`). The activity's row is locked, so
    numbers are unique. The change is written in the activity's history and in that of the pages
    that show it. `by` None is the platform itself.
    """
    locked = Activity.objects.select_for_update().get(pk=activity.pk)
    before = locked.versions.aggregate(number=Max("number"))["number"] or 0
    shown = version_drafted(locked)
    version = ActivityVersion.objects.create(
        activity=locked,
        number=before + 1,
        main_library=main,
        params=params,
        metadata=metadata,
        files=files or {},
        prefix=prefix,
        digest=content_digest(params=params, files=files or {}, main=main),
        notes=notes or [],
        created_by=by,
    )
    version.libraries.set(libraries)
    draft = locked.get_latest_revision_as_object()
    draft.version = version
    if before == 0:
        Activity.objects.filter(pk=locked.pk).update(version=version)
    revision = draft.save_revision(user=by, log_action=before > 0)
    if ready and (by is None or activity_may(by, "publish", locked)):
        revision.publish(user=by)
    if before:
        replacement_write(
            activity=locked,
            before=shown.number if shown else before,
            after=version.number,
            by=by,
            file=source,
        )
    activity.refresh_from_db()
    return version


def replacement_write(
    *, activity: Activity, before: int, after: int, by: Any, file: str = ""
) -> None:
    """Tell the history of the activity and of each page that shows it."""
    audit_write(
        action="h5p.activity_replace",
        instance=activity,
        by=by,
        before=before,
        after=after,
        file=file,
    )
    for user_of_it in activity_usage(activity):
        if isinstance(user_of_it, Page):
            audit_write(
                action="h5p.activity_replace",
                instance=user_of_it.specific_deferred,
                by=by,
                before=before,
                after=after,
                title=str(user_of_it),
                activity=activity.title,
            )


@transaction.atomic
def activity_create(
    *,
    title: str,
    language: str = Language.FRENCH,
    collection: Collection | None = None,
    by: Any = None,
) -> Activity:
    """Make an activity without content, as a draft; `version_add` follows."""
    activity = Activity(
        title=title[:255],
        language=language,
        collection=collection or Collection.get_first_root_node(),
        created_by=by,
        live=False,
    )
    activity.full_clean()
    activity.save()
    audit_write(action="wagtail.create", instance=activity, by=by)
    return activity


@transaction.atomic
def activity_publish(*, activity: Activity, by: Any = None) -> bool:
    """Publish the last draft if `by` may publish; return whether it is published now."""
    if by is not None and not activity_may(by, "publish", activity):
        return False
    revision = activity.latest_revision
    if revision is not None and (activity.has_unpublished_changes or not activity.live):
        revision.publish(user=by)
        activity.refresh_from_db()
    return bool(activity.live)


def content_prefix(run: UUID) -> str:
    """Return the folder that a run writes a content's media to."""
    return f"{store.PACKAGES}/{run}/content"
