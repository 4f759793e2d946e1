"""What the store holds, as the check of a package asks for it."""

from typing import Any

from h5p.enums import DependencyKind
from h5p.models import Library
from h5p.package.fields import LibraryKey
from h5p.package.libraries import KnownLibrary


class InstalledLibraries:
    """Looks libraries up in the database, each once."""

    def __init__(self) -> None:
        self._known: dict[LibraryKey, KnownLibrary | None] = {}
        self._semantics: dict[LibraryKey, list[dict[str, Any]]] = {}

    def find(self, key: LibraryKey) -> KnownLibrary | None:
        """A library, None when it is not installed."""
        if key not in self._known:
            row = library_find(key)
            self._known[key] = None if row is None else self._describe(key, row)
        return self._known[key]

    def semantics(self, key: LibraryKey) -> list[dict[str, Any]] | None:
        """Its fields, None when it is not installed."""
        return self._semantics.get(key) if self.find(key) else None

    def _describe(self, key: LibraryKey, row: Library) -> KnownLibrary:
        self._semantics[key] = row.semantics
        needed = row.dependencies.select_related("required")
        return KnownLibrary(
            key=key,
            patch=row.patch,
            runnable=row.runnable,
            dependencies=[
                (library_key(line.required), DependencyKind(line.kind)) for line in needed
            ],
            files=row.files,
        )


def library_key(library: Library) -> LibraryKey:
    """Return the name that others call a library by."""
    return LibraryKey(library.machine_name, library.major, library.minor)


def library_find(key: LibraryKey) -> Library | None:
    """Return an installed library."""
    return Library.objects.filter(machine_name=key.name, major=key.major, minor=key.minor).first()
