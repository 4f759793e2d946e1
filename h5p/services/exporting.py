"""A version as a package again: the same bytes each time, in a stream."""

import json
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils.text import slugify

from h5p import store
from h5p.models import Activity, ActivityVersion, Library, LibraryDependency

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
FILE_MODE = 0o100644 << 16
# What is packed already is stored as it is.
_PACKED = "png jpg jpeg gif webp webm mp4 ogg ogv mp3 m4a woff woff2"
PACKED = frozenset(_PACKED.split())


class _Pipe:
    """What the archive writes, until it is taken on."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Keep a piece."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def close(self) -> None:
        """Nothing to close."""

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        """Return what came since the last time."""
        data = b"".join(self._pieces)
        self._pieces.clear()
        return data


def export_name(activity: Activity) -> str:
    """Return a file name that every system accepts."""
    return f"{slugify(activity.title)[:60] or 'activite'}.h5p"


def export_chunks(version: ActivityVersion) -> Iterator[bytes]:
    """Yield the package of a version: content and all libraries, those of the editor too."""
    libraries = _libraries(version)
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        yield from _text(archive, pipe, "h5p.json", _manifest(version, libraries))
        yield from _text(archive, pipe, "content/content.json", version.params)
        for path, file in sorted(version.files.items()):
            yield from _file(archive, pipe, f"content/{path}", f"{version.prefix}/{path}", file)
        for library in libraries:
            for path, file in sorted(library.files.items()):
                yield from _file(
                    archive, pipe, f"{library.folder}/{path}", f"{library.prefix}/{path}", file
                )
    yield pipe.take()


def _libraries(version: ActivityVersion) -> list[Library]:
    """Everything the version needs, and what its libraries' editors need, in a stable order."""
    found: dict[int, Library] = {library.pk: library for library in version.libraries.all()}
    waiting = set(found)
    while waiting:
        lines = LibraryDependency.objects.filter(library__in=waiting).select_related("required")
        new = {line.required_id: line.required for line in lines if line.required_id not in found}
        found |= new
        waiting = set(new)
    return sorted(found.values(), key=lambda row: (row.machine_name, row.major, row.minor))


def _manifest(version: ActivityVersion, libraries: list[Library]) -> dict[str, Any]:
    playing = set(version.libraries.values_list("pk", flat=True))
    groups: dict[str, list[dict[str, Any]]] = {
        "preloadedDependencies": [],
        "editorDependencies": [],
    }
    for library in libraries:
        name = "preloadedDependencies" if library.pk in playing else "editorDependencies"
        groups[name].append(
            {
                "machineName": library.machine_name,
                "majorVersion": library.major,
                "minorVersion": library.minor,
            }
        )
    return {
        # What the specification asks for, where a content was written here.
        "embedTypes": ["iframe"],
        "license": "U",
        "language": version.activity.language,
        **version.metadata,
        "title": version.activity.title,
        "mainLibrary": version.main_library.machine_name,
        **{name: rows for name, rows in groups.items() if rows},
    }


def _info(path: str, size: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, FIXED_TIME)
    info.external_attr = FILE_MODE
    info.file_size = size
    is_packed = path.rpartition(".")[2].lower() in PACKED
    info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    return info


def _text(archive: zipfile.ZipFile, pipe: _Pipe, path: str, value: Any) -> Iterator[bytes]:
    data = json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
    with archive.open(_info(path, len(data)), "w") as target:
        target.write(data)
    yield pipe.take()


def _file(
    archive: zipfile.ZipFile, pipe: _Pipe, path: str, name: str, file: dict[str, Any]
) -> Iterator[bytes]:
    with store.open(name) as source, archive.open(_info(path, file["size"]), "w") as target:
        for piece in store.reader(source):
            target.write(piece)
            yield pipe.take()
    yield pipe.take()
