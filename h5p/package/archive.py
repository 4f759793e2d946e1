"""A zip archive read strictly: what cannot be explained byte by byte is refused.

Our own reader, because the standard one trusts the directory: it accepts overlapping entries,
hidden data, headers that disagree, and keeps a directory of any size in memory (ADR).
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import IO

from h5p.exceptions import PackageRefusedError
from h5p.limits import Limits
from h5p.package.names import name_decode, names_check
from h5p.package.sizes import size_text

END = struct.Struct("<4s4H2LH")
CENTRAL = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
TAIL = 65_557
FOLDER_TYPES = {0, 0o040000}
FILE_TYPES = {0, 0o100000}
UNIX = 3
CHUNK = 64 * 1024
OUT = 256 * 1024
STORED, DEFLATED = 0, 8
FLAG_ENCRYPTED = 0x2041  # encrypted, strongly encrypted, masked headers
FLAG_STREAMED = 0x8
FULL_16, FULL_32 = 0xFFFF, 0xFFFFFFFF
# A short entry may well be all the same character: ratios count from here on.
RATIO_FROM = 64 * 1024
DESCRIPTORS = {12, 16, 20, 24}


@dataclass(frozen=True)
class Entry:
    """One file of the archive; `path` is checked, `start` is where its data begins."""

    path: str
    size: int
    packed: int
    crc: int
    method: int
    flags: int
    header: int
    start: int = 0


class Archive:
    """Files of an archive, by path. Raises PackageRefusedError for anything but a plain zip."""

    def __init__(self, file: IO[bytes], limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._length = file.seek(0, 2)
        if self._length > limits.upload:
            raise PackageRefusedError("too_large_upload", limit=size_text(limits.upload))
        self._directory_at, count, length = self._end_read()
        rows = self._directory_read(count, length)
        names_check([(entry.path, is_folder) for entry, is_folder in rows], limits)
        self._sizes_check([entry for entry, _folder in rows])
        located = self._locals_check([entry for entry, _folder in rows])
        self.entries: dict[str, Entry] = {
            entry.path: entry
            for entry, (_entry, is_folder) in zip(located, rows, strict=True)
            if not is_folder
        }

    def _end_read(self) -> tuple[int, int, int]:
        """Return offset of the directory, number of entries and the directory's length."""
        if self._length < END.size:
            raise PackageRefusedError("not_a_zip")
        self._file.seek(self._length - END.size)
        fields = END.unpack(self._file.read(END.size))
        if fields[0] != b"PK\x05\x06" or fields[7]:
            self._file.seek(max(0, self._length - TAIL))
            found = b"PK\x05\x06" in self._file.read(TAIL)
            raise PackageRefusedError("zip_trailing_data" if found else "not_a_zip")
        _sign, disk, first_disk, here, count, length, offset, _comment = fields
        if disk or first_disk or here != count or count == FULL_16 or offset == FULL_32:
            raise PackageRefusedError("zip_split")
        if count > self._limits.entries:
            raise PackageRefusedError("too_many_entries", limit=self._limits.entries)
        if not count:
            raise PackageRefusedError("not_a_zip")
        at = self._length - END.size - length
        if at < offset:
            raise PackageRefusedError("not_a_zip")
        if at > offset:
            raise PackageRefusedError("zip_leading_data")
        return offset, count, length

    def _directory_read(self, count: int, length: int) -> list[tuple[Entry, bool]]:
        if length > count * (CENTRAL.size + 3 * self._limits.name * 4 + 512):
            raise PackageRefusedError("zip_hidden_data")
        self._file.seek(self._directory_at)
        data = self._file.read(length)
        rows: list[tuple[Entry, bool]] = []
        at = 0
        for _number in range(count):
            if at + CENTRAL.size > length:
                raise PackageRefusedError("zip_damaged")
            fields = CENTRAL.unpack_from(data, at)
            if fields[0] != b"PK\x01\x02":
                raise PackageRefusedError("zip_damaged")
            name_at = at + CENTRAL.size
            name = data[name_at : name_at + fields[10]]
            at = name_at + fields[10] + fields[11] + fields[12]
            rows.append(_entry_make(fields, name))
        if at != length:
            raise PackageRefusedError("zip_hidden_data")
        return rows

    def _sizes_check(self, entries: list[Entry]) -> None:
        limits = self._limits
        for entry in entries:
            if entry.size > limits.entry:
                raise PackageRefusedError(
                    "entry_too_large", entry.path, limit=size_text(limits.entry)
                )
            if entry.size > RATIO_FROM and entry.size > entry.packed * limits.ratio:
                raise PackageRefusedError("ratio_too_high", entry.path, limit=limits.ratio)
        if sum(entry.size for entry in entries) > limits.total:
            raise PackageRefusedError("total_too_large", limit=size_text(limits.total))

    def _locals_check(self, entries: list[Entry]) -> list[Entry]:
        """Check each local header, and that entries follow one another without gap or overlap."""
        located = [self._local_check(entry) for entry in entries]
        by_place = sorted(located, key=lambda entry: entry.header)
        if by_place[0].header:
            raise PackageRefusedError("zip_leading_data")
        ends = [entry.header for entry in by_place[1:]] + [self._directory_at]
        for entry, end in zip(by_place, ends, strict=True):
            rest = end - entry.start - entry.packed
            if rest < 0:
                raise PackageRefusedError("zip_overlap", entry.path)
            if rest and not (entry.flags & FLAG_STREAMED and rest in DESCRIPTORS):
                raise PackageRefusedError("zip_hidden_data", entry.path)
        if any(one.header == other.header for one, other in pairwise(by_place)):
            raise PackageRefusedError("zip_overlap")
        return located

    def _local_check(self, entry: Entry) -> Entry:
        self._file.seek(entry.header)
        data = self._file.read(LOCAL.size)
        if len(data) < LOCAL.size or data[:4] != b"PK\x03\x04":
            raise PackageRefusedError("zip_damaged", entry.path)
        _sign, _need, flags, method, _time, _date, crc, packed, size, name, extra = LOCAL.unpack(
            data
        )
        local_name = self._file.read(name)
        same = flags == entry.flags and method == entry.method
        if not entry.flags & FLAG_STREAMED:
            large = FULL_32 in {packed, size}
            same = same and (large or (crc, packed, size) == (entry.crc, entry.packed, entry.size))
        if not same or name_decode(local_name, flags)[0].rstrip("/") != entry.path:
            raise PackageRefusedError("zip_header_mismatch", entry.path)
        start = entry.header + LOCAL.size + name + extra
        if start + entry.packed > self._directory_at:
            raise PackageRefusedError("zip_overlap", entry.path)
        return Entry(**{**vars(entry), "start": start})

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """Unpack in pieces; size and checksum are held to what the directory says."""
        crc, size = 0, 0
        for piece in self._unpack(entry):
            size += len(piece)
            if size > entry.size:
                raise PackageRefusedError("zip_size_lie", entry.path)
            crc = zlib.crc32(piece, crc)
            yield piece
        if size != entry.size:
            raise PackageRefusedError("zip_size_lie", entry.path)
        if crc != entry.crc:
            raise PackageRefusedError("zip_checksum", entry.path)

    def _unpack(self, entry: Entry) -> Iterator[bytes]:
        if entry.method == STORED:
            yield from self._packed(entry)
            return
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        for piece in self._packed(entry):
            rest = piece
            while rest and not inflate.eof:
                try:
                    out = inflate.decompress(rest, OUT)
                except zlib.error:
                    raise PackageRefusedError("zip_damaged", entry.path) from None
                rest = inflate.unconsumed_tail
                if out:
                    yield out
            if inflate.eof and (inflate.unused_data or rest):
                raise PackageRefusedError("zip_hidden_data", entry.path)
        if not inflate.eof:
            yield from _flush(inflate, entry)

    def _packed(self, entry: Entry) -> Iterator[bytes]:
        at, left = entry.start, entry.packed
        while left:
            self._file.seek(at)
            piece = self._file.read(min(CHUNK, left))
            if not piece:
                raise PackageRefusedError("zip_damaged", entry.path)
            at, left = at + len(piece), left - len(piece)
            yield piece


def _flush(inflate: "zlib._Decompress", entry: Entry) -> Iterator[bytes]:
    """What the last piece still held; without an end mark the entry is damaged."""
    while out := inflate.decompress(b"", OUT):
        yield out
    if not inflate.eof:
        raise PackageRefusedError("zip_damaged", entry.path)


def _entry_make(fields: tuple, name: bytes) -> tuple[Entry, bool]:
    """Build the entry of a directory row, and say whether it is a folder."""
    made, flags, method = fields[1], fields[3], fields[4]
    path, is_folder = name_decode(name, flags)
    if flags & FLAG_ENCRYPTED:
        raise PackageRefusedError("encrypted", path)
    if method not in {STORED, DEFLATED}:
        raise PackageRefusedError("compression_unsupported", path)
    kind = (fields[15] >> 16) & 0o170000 if made >> 8 == UNIX else 0
    if kind not in (FOLDER_TYPES if is_folder else FILE_TYPES):
        raise PackageRefusedError("special_file", path)
    packed, size = fields[8], fields[9]
    stored_lie = method == STORED and packed != size
    if stored_lie or (is_folder and size):
        raise PackageRefusedError("zip_size_lie", path)
    return (
        Entry(
            path=path.rstrip("/"),
            size=size,
            packed=packed,
            crc=fields[7],
            method=method,
            flags=flags,
            header=fields[16],
        ),
        is_folder,
    )
