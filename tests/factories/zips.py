"""Zip archives byte by byte, so that a test can make each field a lie."""

import struct
import zlib
from dataclasses import dataclass


@dataclass
class Raw:
    """One entry. What is None is told truly; `local_*` lie in the local header only."""

    name: bytes
    data: bytes = b""
    method: int = 8
    flags: int = 0x800
    mode: int = 0o100644
    crc: int | None = None
    size: int | None = None
    packed: int | None = None
    payload: bytes | None = None
    local_name: bytes | None = None
    local_size: int | None = None
    local_method: int | None = None
    at: int | None = None
    gap: bytes = b""

    def body(self) -> bytes:
        """The data as it stands in the archive."""
        if self.payload is not None:
            return self.payload
        if self.method != 8:
            return self.data
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        return packer.compress(self.data) + packer.flush()


def raws(files: dict[str, bytes]) -> list[Raw]:
    """Plain entries for files."""
    return [Raw(path.encode(), data) for path, data in files.items()]


def zip_raw(
    entries: list[Raw], *, prefix: bytes = b"", comment: bytes = b"", count: int | None = None
) -> bytes:
    """Put entries together as they say."""
    out = bytearray(prefix)
    directory = bytearray()
    for entry in entries:
        body = entry.body()
        crc = zlib.crc32(entry.data) if entry.crc is None else entry.crc
        size = len(entry.data) if entry.size is None else entry.size
        packed = len(body) if entry.packed is None else entry.packed
        name = entry.name if entry.local_name is None else entry.local_name
        method = entry.method if entry.local_method is None else entry.local_method
        told = size if entry.local_size is None else entry.local_size
        at = len(out) if entry.at is None else entry.at
        if entry.at is None:
            out += struct.pack(
                "<4s5H3L2H",
                *(b"PK\x03\x04", 20, entry.flags, method, 0, 0x5C21, crc, packed, told),
                *(len(name), 0),
            )
            out += name + body + entry.gap
        directory += struct.pack(
            "<4s6H3L5H2L",
            *(b"PK\x01\x02", 3 << 8 | 20, 20, entry.flags, entry.method, 0, 0x5C21),
            *(crc, packed, size, len(entry.name), 0, 0, 0, 0, entry.mode << 16, at),
        )
        directory += entry.name
    total = len(entries) if count is None else count
    end = struct.pack(
        "<4s4H2LH",
        *(b"PK\x05\x06", 0, 0, total, total, len(directory), len(out), len(comment)),
    )
    return bytes(out + directory + end + comment)
