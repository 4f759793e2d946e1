"""Where packages' files are: the storage `h5p`, a folder or a bucket without public address.

Names are relative paths that the importer has checked. What is written stays as it is: a new
version or a library update gets a folder of its own.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import Storage, storages

UPLOADS = "uploads"
PACKAGES = "packages"
CHUNK = 256 * 1024


def storage() -> Storage:
    """Return the storage of packages."""
    return storages["h5p"]


def open(name: str) -> File:  # noqa: A001 (read as `store.open`)
    """Open for reading, in binary."""
    return storage().open(name, "rb")


def exists(name: str) -> bool:
    """Whether there is such a file."""
    return storage().exists(name)


def size(name: str) -> int:
    """Bytes of a file."""
    return storage().size(name)


def modified(name: str) -> datetime:
    """When a file was last written."""
    return storage().get_modified_time(name)


def etag(file: dict[str, Any]) -> str:
    """Return the strong ETag of a row of `files`: its content's hash."""
    return f'"{file["sha256"][:32]}"'


def save(name: str, chunks: Iterable[bytes]) -> None:
    """Write a new file under exactly this name, in a stream. Raises FileExistsError."""
    kept = storage().save(name, ChunkedFile(chunks))
    if kept != name:
        storage().delete(kept)
        raise FileExistsError(name)


def copy(source: str, name: str) -> dict[str, Any]:
    """Copy a file to a new name, in a stream; return its `size` and `sha256`."""
    digest, length = hashlib.sha256(), 0

    def told() -> Iterator[bytes]:
        nonlocal length
        for piece in reader(file):
            digest.update(piece)
            length += len(piece)
            yield piece

    with open(source) as file:
        save(name, told())
    return {"size": length, "sha256": digest.hexdigest()}


def delete(name: str) -> None:
    """Delete a file; it need not be there."""
    storage().delete(name)


def folder_list(name: str) -> tuple[list[str], list[str]]:
    """Return the names of the folders and the files right below; both empty without it."""
    try:
        folders, files = storage().listdir(name)
    except FileNotFoundError:
        return [], []
    return list(folders), [file for file in files if file]


def folder_files(name: str) -> Iterator[str]:
    """Every file below a folder."""
    folders, files = folder_list(name)
    yield from (f"{name}/{file}" for file in files)
    for folder in folders:
        yield from folder_files(f"{name}/{folder}")


def folder_delete(name: str) -> None:
    """Delete a folder with all that is below; it need not be there."""
    folders, files = folder_list(name)
    for file in files:
        storage().delete(f"{name}/{file}")
    for folder in folders:
        folder_delete(f"{name}/{folder}")
    if folders or files or storage().exists(name):
        storage().delete(name)


class ChunkedFile(File):
    """A file made of chunks that come one after the other; what storages need of one."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        super().__init__(None, "stream")
        self._source = iter(chunks)
        self._rest = b""

    def __bool__(self) -> bool:
        return True

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """What a folder is written from."""
        yield from self._source

    def read(self, size: int = -1) -> bytes:
        """What a bucket is written from."""
        while size < 0 or len(self._rest) < size:
            piece = next(self._source, None)
            if piece is None:
                break
            self._rest += piece
        end = len(self._rest) if size < 0 else size
        answer, self._rest = self._rest[:end], self._rest[end:]
        return answer

    def seekable(self) -> bool:
        """It runs forward only."""
        return False

    def close(self) -> None:
        """Nothing to close."""


def reader(file: IO[bytes]) -> Iterator[bytes]:
    """Chunks of an open file."""
    while piece := file.read(CHUNK):
        yield piece
