"""What is in the store, kept per process: versions never change, libraries change rarely."""

import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.exceptions import NotFoundError
from h5p.enums import DependencyKind
from h5p.models import ActivityVersion, ContentPreview, Library, LibraryDependency
from h5p.player.tokens import PlayClaims

_VERSIONS: OrderedDict[int, ActivityVersion] = OrderedDict()
_VERSIONS_KEPT = 128
_LIBRARIES: dict[str, tuple[float, "StoredLibrary"]] = {}
_LIBRARY_SECONDS = 30.0
EDITOR = "H5PEditor."


@dataclass(frozen=True, kw_only=True)
class StoredLibrary:
    """Where the files of a library stand."""

    folder: str
    prefix: str
    files: dict[str, Any]


def version_get(version_id: int) -> ActivityVersion:
    """Return a version with activity and main library; one query, then none. Read-only."""
    version = _VERSIONS.get(version_id)
    if version is None:
        version = (
            ActivityVersion.objects.select_related("activity", "main_library")
            .filter(pk=version_id)
            .first()
        )
        if version is None:
            raise NotFoundError
        _VERSIONS[version_id] = version
        while len(_VERSIONS) > _VERSIONS_KEPT:
            _VERSIONS.popitem(last=False)
    return version


def library_get(folder: str) -> StoredLibrary:
    """Return the installed library of a folder name (`H5P.Example-1.2`). Raises NotFoundError."""
    now = time.monotonic()
    known = _LIBRARIES.get(folder)
    if known is not None and now - known[0] < _LIBRARY_SECONDS:
        return known[1]
    name, _dash, numbers = folder.rpartition("-")
    major, _dot, minor = numbers.partition(".")
    if not (name and major.isascii() and major.isdigit() and minor.isascii() and minor.isdigit()):
        raise NotFoundError
    row = (
        Library.objects.filter(machine_name=name, major=int(major[:9]), minor=int(minor[:9]))
        .only("prefix", "files")
        .first()
    )
    if row is None:
        raise NotFoundError
    found = StoredLibrary(folder=folder, prefix=row.prefix, files=row.files)
    _LIBRARIES[folder] = (now, found)
    return found


def preview_get(claims: PlayClaims) -> ContentPreview:
    """Return what the token's author is writing. Raises NotFoundError."""
    preview = (
        ContentPreview.objects.select_related("main_library")
        .filter(uuid=claims.preview, created_by_id=claims.user_id)
        .first()
    )
    if preview is None:
        raise NotFoundError
    return preview


def played_get(claims: PlayClaims) -> tuple[ActivityVersion, list[Library]]:
    """Return what a token lets play, with its libraries in order. Raises NotFoundError."""
    if claims.preview:
        preview = preview_get(claims)
        return preview.as_version(), libraries_in_order(preview.libraries.all())
    version = version_get(claims.version_id)
    return version, libraries_in_order(version.libraries.all())


def played_file(claims: PlayClaims, path: str) -> tuple[str, dict[str, Any]]:
    """Return where a file of it stands, and its size and hash. Raises NotFoundError."""
    if claims.preview:
        entry = preview_get(claims).files.get(path)
        if entry is None:
            raise NotFoundError
        return entry["name"], entry
    version = version_get(claims.version_id)
    entry = version.files.get(path)
    if entry is None:
        raise NotFoundError
    return f"{version.prefix.rstrip('/')}/{path}", entry


def libraries_in_order(needed: Iterable[Library]) -> list[Library]:
    """Return the libraries to load, each after what it needs. Three queries whatever the number."""
    # Some exporters name what only the editor needs among the rest: it would fail here.
    libraries = {row.pk: row for row in needed if not row.machine_name.startswith(EDITOR)}
    needs: dict[int, list[int]] = {}
    rows = LibraryDependency.objects.filter(
        library_id__in=list(libraries), kind=DependencyKind.PRELOADED
    )
    for library_id, required_id in rows.values_list("library_id", "required_id"):
        needs.setdefault(library_id, []).append(required_id)
    missing = {pk for wanted in needs.values() for pk in wanted} - set(libraries)
    if missing:
        libraries |= {row.pk: row for row in Library.objects.filter(pk__in=missing)}
    ordered: list[Library] = []
    seen: set[int] = set()
    # Depth first without recursion: a cycle, which the import refuses, would only end early.
    stack = [(pk, False) for pk in sorted(libraries, reverse=True)]
    while stack:
        pk, is_ready = stack.pop()
        if is_ready:
            ordered.append(libraries[pk])
        elif pk not in seen and pk in libraries:
            seen.add(pk)
            stack.append((pk, True))
            stack += [(wanted, False) for wanted in reversed(needs.get(pk, []))]
    return ordered
