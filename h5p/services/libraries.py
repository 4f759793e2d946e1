"""Libraries: installed and updated from checked packages, deleted when nothing needs them."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from core.audit import audit_write
from h5p import store
from h5p.exceptions import LibraryInUseError
from h5p.models import Library, LibraryDependency
from h5p.package.fields import LibraryKey
from h5p.package.libraries import PackageLibrary
from h5p.package.reader import Package
from h5p.services.installed import library_find


def library_prefix(run: UUID, key: LibraryKey) -> str:
    """Return the folder that a run writes a library to."""
    return f"{store.PACKAGES}/{run}/{key.name}-{key.major}.{key.minor}"


def libraries_write(
    *, package: Package, run: UUID, by: Any
) -> tuple[dict[LibraryKey, Library], list[dict[str, Any]]]:
    """Make rows for the libraries of a package whose files are written, in the caller's
    transaction. Returns them, and notes of what was installed or updated."""
    rows: dict[LibraryKey, Library] = {}
    notes = []
    for key, library in package.libraries.items():
        row, note = _library_write(key, library, package, run, by)
        rows[key] = row
        notes += note
    for key, row in rows.items():
        if row.prefix == library_prefix(run, key):
            _dependencies_write(row, package.libraries[key])
    return rows, notes


def _library_write(
    key: LibraryKey, library: PackageLibrary, package: Package, run: UUID, by: Any
) -> tuple[Library, list[dict[str, Any]]]:
    info = library.info
    row = (
        Library.objects.select_for_update()
        .filter(machine_name=key.name, major=key.major, minor=key.minor)
        .first()
    )
    if row is not None and row.patch >= info.patch:
        return row, []  # another import was quicker
    before = f"{key.major}.{key.minor}.{row.patch}" if row else ""
    row = row or Library(machine_name=key.name, major=key.major, minor=key.minor)
    row.patch = info.patch
    row.title = info.title
    row.runnable = info.runnable
    row.core_major, row.core_minor = info.core or (None, None)
    row.metadata = info.metadata
    row.semantics = library.semantics
    row.files = {own: package.hashes[path] for own, path in sorted(library.files.items())}
    row.prefix = library_prefix(run, key)
    row.save()
    after = f"{key.major}.{key.minor}.{row.patch}"
    audit_write(
        action="h5p.library_update" if before else "h5p.library_install",
        instance=row,
        by=by,
        before=before,
        after=after,
    )
    if before:
        details = {"library": key.name, "before": before, "after": after}
        return row, [{"code": "library_updated", "details": details}]
    details = {"library": key.name, "version": after}
    return row, [{"code": "library_installed", "details": details}]


def _dependencies_write(row: Library, library: PackageLibrary) -> None:
    """What it needs, as far as it is there: the check refused what must be."""
    row.dependencies.all().delete()
    lines = []
    for position, (key, kind) in enumerate(dict.fromkeys(library.info.dependencies)):
        required = library_find(key)
        if required is not None:
            lines.append(
                LibraryDependency(library=row, required=required, kind=kind, position=position)
            )
    LibraryDependency.objects.bulk_create(lines)


@transaction.atomic
def library_delete(*, library: Library, by: Any) -> None:
    """Delete a library that nothing needs. Raises LibraryInUseError. Files go at commit."""
    if library.versions.exists():
        raise LibraryInUseError
    prefix = library.prefix
    audit_write(action="h5p.library_delete", instance=library, by=by, before=str(library))
    try:
        library.delete()
    except ProtectedError:
        raise LibraryInUseError from None
    transaction.on_commit(lambda: store.folder_delete(prefix))
