"""Reads about activities and libraries."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import ReferenceIndex

from core.exceptions import NotFoundError
from h5p import store
from h5p.models import Activity, ActivityVersion, Library


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


def activity_usage(activity: Activity) -> list[Any]:
    """Return the objects that show an activity, pages as their specific type."""
    return [
        instance
        for instance, _references in ReferenceIndex.get_grouped_references_to(activity)
        if not isinstance(instance, ActivityVersion)
    ]
