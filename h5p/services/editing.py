"""Contents written in the administration: made, changed, never less checked than a package."""

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import get_language
from wagtail.models import Collection

from h5p.editor.check import ContentCheck
from h5p.editor.filling import content_pruned
from h5p.editor.identities import identities_fill
from h5p.exceptions import ContentIncompleteError, PackageRefusedError
from h5p.models import Activity, ActivityVersion, Library
from h5p.package.fields import LibraryKey, ubername_parse
from h5p.package.libraries import Resolver
from h5p.package.params import ParamsCheck
from h5p.permissions import activity_may
from h5p.selectors import version_drafted
from h5p.services.activities import activity_create, version_add
from h5p.services.installed import InstalledLibraries, library_find, library_key
from h5p.services.media import media_gather


def library_named(ubername: str) -> Library | None:
    """Return the installed library of a name such as `H5P.Example 1.2`."""
    key = ubername_parse(ubername)
    return library_find(key) if key else None


def content_problems(params: Any, main: Library) -> list[Any]:
    """Return what an author must mend, in the language of the moment."""
    return ContentCheck(library_named, (get_language() or "fr")[:2]).problems(params, main)


@transaction.atomic
def content_create(
    *,
    title: str,
    language: str,
    main: Library,
    params: dict[str, Any],
    collection: Collection | None = None,
    stage: UUID | None = None,
    by: Any = None,
) -> Activity:
    """Make an activity of an installed content type. Raises as `content_save` does."""
    activity = activity_create(title=title, language=language, collection=collection, by=by)
    content_save(activity=activity, main=main, params=params, stage=stage, by=by)
    return activity


@transaction.atomic
def content_save(
    *,
    activity: Activity,
    main: Library,
    params: dict[str, Any],
    stage: UUID | None = None,
    by: Any = None,
) -> ActivityVersion:
    """Save a content as a new version; the same content again changes nothing.

    `stage` is where media uploaded with the form are kept aside. Raises ContentIncompleteError
    with what the author must mend, and PackageRefusedError for what may not stand in a content.
    """
    params = content_pruned(params, main.semantics, library_named)
    problems = content_problems(params, main)
    if problems:
        raise ContentIncompleteError(problems)
    return content_write(activity=activity, main=main, params=params, stage=stage, by=by)


@transaction.atomic
def content_write(
    *,
    activity: Activity,
    main: Library,
    params: dict[str, Any],
    stage: UUID | None = None,
    by: Any = None,
    media_of: ActivityVersion | None = None,
    ready: bool = True,
) -> ActivityVersion:
    """Write a new version without asking whether it is complete.

    A translation under way is not `ready`: it stays a draft. `media_of` is the version whose files
    are shown, the activity's last one if not given. What is dangerous is refused all the same
    (PackageRefusedError).
    """
    identities_fill(params, main.semantics, library_named)
    installed = InstalledLibraries()
    check = ParamsCheck(installed)
    key = library_key(main)
    checked = check.run(params, key)
    libraries = libraries_of([key, *check.libraries], installed)
    former = version_drafted(activity)
    files, prefix = media_gather(
        stage=stage, version=media_of or former, paths=check.files, run=uuid4()
    )
    is_same = former is not None and former.params == checked and former.main_library == main
    if former is not None and is_same and former.files == files:
        return former
    metadata = {**(former.metadata if former else {}), "title": activity.title}
    metadata["language"] = metadata["defaultLanguage"] = activity.language
    return version_add(
        activity=activity,
        main=main,
        libraries=libraries,
        params=checked,
        metadata=metadata,
        files=files,
        prefix=prefix,
        notes=check.notes,
        by=by,
        ready=ready,
    )


@transaction.atomic
def activity_rename(*, activity: Activity, title: str, by: Any = None, ready: bool = True) -> None:
    """Give an activity another title: published when it is `ready` and `by` may publish."""
    draft = activity.get_latest_revision_as_object()
    if not title.strip() or draft.title == title.strip():
        return
    draft.title = title.strip()[:255]
    draft.full_clean()
    revision = draft.save_revision(user=by)
    if ready and (by is None or activity_may(by, "publish", activity)):
        revision.publish(user=by)
    activity.refresh_from_db()


def libraries_of(keys: list[LibraryKey], installed: InstalledLibraries) -> list[Library]:
    """Return all libraries that these need to play. Raises PackageRefusedError."""
    closure = Resolver({}, installed, install=False).closure(list(dict.fromkeys(keys)), "")
    found = [library_find(key) for key in closure]
    if None in found:
        raise PackageRefusedError("dependency_missing", library=str(keys[0]))
    return [library for library in found if library]
