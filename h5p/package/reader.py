"""A package, read and checked whole before a byte of it is kept."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import IO, Any

from h5p.enums import DependencyKind
from h5p.exceptions import PackageRefusedError
from h5p.limits import Limits
from h5p.package.archive import Archive
from h5p.package.fields import LibraryKey
from h5p.package.filetypes import EXECUTABLE, HEAD, extension, head_check, name_type_check
from h5p.package.jsonfile import JsonReader
from h5p.package.libraries import Installed, PackageLibrary, Resolver, library_read
from h5p.package.manifest import PackageInfo, package_info
from h5p.package.params import ParamsCheck
from h5p.package.svg import svg_kept

CONTENT = "content"
CONTENT_JSON = "content/content.json"
Progress = Callable[[int], None]


@dataclass
class PackageContent:
    """The content of a package. `files` maps its own paths to the package's."""

    info: PackageInfo
    params: dict[str, Any]
    libraries: list[LibraryKey]
    files: dict[str, str]


@dataclass
class Package:
    """A package that keeps all rules. `libraries` are those to install, `hashes` by entry."""

    archive: Archive
    limits: Limits
    content: PackageContent | None
    libraries: dict[LibraryKey, PackageLibrary]
    hashes: dict[str, dict[str, Any]] = field(default_factory=dict)
    notes: list[dict[str, Any]] = field(default_factory=list)

    def chunks(self, path: str) -> Iterator[bytes]:
        """What is to be kept of an entry."""
        return entry_chunks(self.archive, path, self.limits)


def entry_chunks(archive: Archive, path: str, limits: Limits) -> Iterator[bytes]:
    """Bytes of an entry as they are kept: drawings without code."""
    chunks = archive.chunks(archive.entries[path])
    if extension(path) != "svg":
        return chunks
    return iter([svg_kept(_bounded(chunks, limits.svg + 1, path), path, limits.svg)[0]])


def package_read(
    file: IO[bytes],
    limits: Limits,
    installed: Installed,
    *,
    install: bool = False,
    libraries_only: bool = False,
    progress: Progress = lambda _done: None,
) -> Package:
    """Check a package after all rules; nothing is written. Raises PackageRefusedError.

    `install`: libraries that are missing or older may be installed. `progress` is told the bytes
    that were unpacked.
    """
    archive = Archive(file, limits)
    reading = _Reading(archive, limits, installed)
    brought = reading.libraries()
    resolver = Resolver(brought, installed, install=install)
    content = None if libraries_only else reading.content(resolver)
    reading.bytes_check(progress)
    for key, library in brought.items():
        if key not in resolver.chosen:
            resolver.kept_note(key, differs=reading.differs(library))
    used = set(content.libraries) if content else set(resolver.chosen)
    if install:
        if libraries_only and not brought:
            raise PackageRefusedError("no_library")
        resolver.closure(list(resolver.chosen), "library.json")
        used |= set(resolver.chosen)
    chosen = {key: library for key, library in resolver.chosen.items() if key in used}
    return Package(
        archive, limits, content, chosen, reading.hashes, [*resolver.notes, *reading.notes]
    )


class _Reading:
    """The steps of reading one package."""

    def __init__(self, archive: Archive, limits: Limits, installed: Installed) -> None:
        self._archive = archive
        self._limits = limits
        self._installed = installed
        self._json = JsonReader(limits)
        self.hashes: dict[str, dict[str, Any]] = {}
        self.notes: list[dict[str, Any]] = []
        self._done = 0
        self._folders = self._sorted()

    def _sorted(self) -> dict[str, list[str]]:
        """Entries by top folder, types checked; what systems leave behind is passed over."""
        folders: dict[str, list[str]] = {}
        for path in self._archive.entries:
            folder, _mark, rest = path.partition("/")
            if _is_left_behind(path):
                _left_behind_check(path)
                continue
            name_type_check(path, in_library=bool(rest) and folder != CONTENT)
            folders.setdefault(folder if rest else "", []).append(path)
        if len(folders) > self._limits.libraries:
            raise PackageRefusedError("too_many_libraries", limit=self._limits.libraries)
        return folders

    def _bytes(self, path: str) -> bytes:
        """A whole entry, for JSON: bounded by its limit."""
        entry = self._archive.entries.get(path)
        if entry is None:
            raise PackageRefusedError("json_missing", path)
        return _bounded(self._archive.chunks(entry), self._limits.json + 1, path)

    def libraries(self) -> dict[LibraryKey, PackageLibrary]:
        """Libraries that the package brings."""
        found: dict[LibraryKey, PackageLibrary] = {}
        for folder, paths in self._folders.items():
            if folder in {"", CONTENT}:
                continue
            library = library_read(folder, paths, self._bytes, self._json, self._limits)
            if library.info.key in found:
                raise PackageRefusedError("library_twice", folder, library=str(library.info.key))
            found[library.info.key] = library
        return found

    def content(self, resolver: Resolver) -> PackageContent:
        """The content, checked against its libraries."""
        info = package_info(self._json.read(self._bytes("h5p.json"), "h5p.json"))
        raw = self._json.read(self._bytes(CONTENT_JSON), CONTENT_JSON)
        needed = [key for key, kind in info.dependencies if kind != DependencyKind.EDITOR]
        libraries = resolver.closure(needed, "h5p.json")
        if not resolver.runnable(info.main):
            raise PackageRefusedError(
                "main_library_not_runnable", "h5p.json", library=str(info.main)
            )
        check = ParamsCheck(resolver)
        params = check.run(raw, info.main)
        used = resolver.closure(list(check.libraries), CONTENT_JSON)
        files = {
            path.removeprefix(f"{CONTENT}/"): path
            for path in self._folders[CONTENT]
            if path != CONTENT_JSON
        }
        self.notes += check.notes
        self.notes += [
            {"code": "file_missing", "details": {"file": path[:200]}}
            for path in check.files
            if path not in files
        ]
        ordered = list(dict.fromkeys([info.main, *libraries, *used]))
        return PackageContent(info, params, ordered, files)

    def bytes_check(self, progress: Progress) -> None:
        """Unpack everything once: sizes, checksums, first bytes; what is kept gets its hash."""
        kept = {path for paths in self._folders.values() for path in paths}
        for path, entry in self._archive.entries.items():
            if path in kept:
                self._entry_check(path, progress)
            else:
                for _piece in self._counted(self._archive.chunks(entry), progress):
                    pass

    def _counted(self, chunks: Iterator[bytes], progress: Progress) -> Iterator[bytes]:
        for piece in chunks:
            yield piece
            self._done += len(piece)
            progress(self._done)

    def _entry_check(self, path: str, progress: Progress) -> None:
        entry = self._archive.entries[path]
        if extension(path) == "svg":
            data = _bounded(self._archive.chunks(entry), self._limits.svg + 1, path)
            clean, note = svg_kept(data, path, self._limits.svg)
            head_check(path, data[:HEAD])
            if note:
                self.notes.append({"code": note, "details": {"file": path}})
            chunks: Iterator[bytes] = iter([clean])
        else:
            chunks = self._archive.chunks(entry)
            first = next(chunks, b"")
            head_check(path, first[:HEAD])
            chunks = chain([first], chunks)
        digest = hashlib.sha256()
        size = 0
        for piece in self._counted(chunks, progress):
            digest.update(piece)
            size += len(piece)
        self.hashes[path] = {"size": size, "sha256": digest.hexdigest()}

    def differs(self, library: PackageLibrary) -> bool:
        """Whether a library of the package is not, byte for byte, the installed one."""
        known = self._installed.find(library.info.key)
        if known is None:
            return False
        theirs = {own: self.hashes[path]["sha256"] for own, path in library.files.items()}
        return theirs != {path: file["sha256"] for path, file in known.files.items()}


def _bounded(chunks: Iterator[bytes], limit: int, path: str) -> bytes:
    """Join pieces up to a limit; one byte more is enough for the reader to refuse it."""
    data = b""
    for piece in chunks:
        data += piece
        if len(data) > limit:
            return data[: limit + 1]
    return data


def _is_left_behind(path: str) -> bool:
    """Whether a system or a developer left it: H5P passes over names that start with . or _."""
    return any(part[0] in "._" for part in path.split("/"))


def _left_behind_check(path: str) -> None:
    """Even what is not kept may not be meant to steer a server."""
    if extension(path) in EXECUTABLE and path.rpartition("/")[2].startswith("."):
        raise PackageRefusedError("executable_type", path)
