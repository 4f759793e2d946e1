"""Libraries of a package: read, checked, and put together with those that are installed."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from h5p.enums import DependencyKind
from h5p.exceptions import PackageRefusedError
from h5p.limits import Limits
from h5p.package.fields import LibraryKey
from h5p.package.jsonfile import JsonReader
from h5p.package.manifest import LibraryInfo, library_info
from h5p.package.names import name_check
from h5p.package.semantics import semantics_check


@dataclass
class PackageLibrary:
    """A library in the package. `files` maps its own paths to the package's."""

    info: LibraryInfo
    semantics: list[dict[str, Any]]
    folder: str
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class KnownLibrary:
    """An installed library, as far as the check needs it."""

    key: LibraryKey
    patch: int
    runnable: bool
    dependencies: list[tuple[LibraryKey, DependencyKind]]
    files: dict[str, dict[str, Any]]


class Installed(Protocol):
    """What is installed already."""

    def find(self, key: LibraryKey) -> KnownLibrary | None:
        """A library, None when it is not installed."""

    def semantics(self, key: LibraryKey) -> list[dict[str, Any]] | None:
        """Its fields, None when it is not installed."""


def library_read(
    folder: str, paths: list[str], read: Any, reader: JsonReader, limits: Limits
) -> PackageLibrary:
    """Read one folder of a package as a library. `read` returns the bytes of an entry."""
    entry = f"{folder}/library.json"
    own = {path.removeprefix(f"{folder}/"): path for path in paths}
    if "library.json" not in own:
        raise PackageRefusedError("json_missing", entry)
    info = library_info(reader.read(read(entry), entry), folder)
    semantics: list[dict[str, Any]] = []
    if "semantics.json" in own:
        entry = f"{folder}/semantics.json"
        semantics = semantics_check(reader.read(read(entry), entry, unique_keys=False), entry)
    elif info.runnable:
        raise PackageRefusedError("json_missing", f"{folder}/semantics.json")
    for path, entry in own.items():
        if path.startswith("language/") and path.endswith(".json"):
            reader.read(read(entry), entry, unique_keys=False, kept=False)
    _assets_check(info, own, folder, limits)
    return PackageLibrary(info, semantics, folder, own)


def _assets_check(info: LibraryInfo, own: dict[str, str], folder: str, limits: Limits) -> None:
    """Scripts and styles that the library names are files of its own."""
    entry = f"{folder}/library.json"
    for name, suffix in (("preloadedJs", ".js"), ("preloadedCss", ".css")):
        for row in info.metadata.get(name) or []:
            path = row["path"]
            try:
                name_check(path, limits)
            except PackageRefusedError:
                raise PackageRefusedError("library_file_path", entry, path=path[:200]) from None
            if not path.lower().endswith(suffix):
                raise PackageRefusedError("library_file_path", entry, path=path)
            if path not in own:
                raise PackageRefusedError("library_file_missing", entry, path=path)


class Resolver:
    """Libraries of the package and of the store as one; the store's win unless updates may."""

    def __init__(
        self, brought: dict[LibraryKey, PackageLibrary], installed: Installed, *, install: bool
    ) -> None:
        self._installed = installed
        self.chosen: dict[LibraryKey, PackageLibrary] = {}
        self.notes: list[dict[str, Any]] = []
        self._brought = brought
        self._install = install
        for key, library in brought.items():
            known = installed.find(key)
            if known is None or (install and library.info.patch > known.patch):
                self.chosen[key] = library

    def kept_note(self, key: LibraryKey, *, differs: bool) -> None:
        """Say that the installed library is used although the package's is another one."""
        known = self._installed.find(key)
        if known is not None and differs:
            self.notes.append(
                {
                    "code": "library_kept",
                    "details": {
                        "library": str(key),
                        "theirs": _version(key, self._brought[key].info.patch),
                        "ours": _version(key, known.patch),
                    },
                }
            )

    def semantics(self, key: LibraryKey) -> list[dict[str, Any]] | None:
        """Fields of a library of the package or of the store."""
        if key in self.chosen:
            return self.chosen[key].semantics
        return self._installed.semantics(key)

    def runnable(self, key: LibraryKey) -> bool:
        """Whether the library makes activities."""
        if key in self.chosen:
            return self.chosen[key].info.runnable
        known = self._installed.find(key)
        return bool(known and known.runnable)

    def dependencies(self, key: LibraryKey) -> list[tuple[LibraryKey, DependencyKind]] | None:
        """What a library needs; None when it is nowhere."""
        if key in self.chosen:
            return self.chosen[key].info.dependencies
        known = self._installed.find(key)
        return None if known is None else known.dependencies

    def closure(self, start: list[LibraryKey], entry: str) -> list[LibraryKey]:
        """Everything that these need to play, themselves first. Refuses what is nowhere."""
        found: dict[LibraryKey, None] = {}
        waiting = [(key, entry) for key in start]
        while waiting:
            key, wanted_by = waiting.pop()
            if key in found:
                continue
            needed = self.dependencies(key)
            if needed is None:
                raise PackageRefusedError("dependency_missing", wanted_by, library=str(key))
            if key in self.chosen and not self._install:
                raise PackageRefusedError("library_not_permitted", wanted_by, library=str(key))
            found[key] = None
            for other, kind in needed:
                if kind != DependencyKind.EDITOR:
                    waiting.append((other, f"{key.name}-{key.major}.{key.minor}/library.json"))
                elif self.dependencies(other) is None:
                    self._editor_note(other)
        return list(found)

    def _editor_note(self, key: LibraryKey) -> None:
        note = {"code": "editor_dependency_missing", "details": {"library": str(key)}}
        if note not in self.notes:
            self.notes.append(note)


def _version(key: LibraryKey, patch: int) -> str:
    return f"{key.major}.{key.minor}.{patch}"
