"""Types of files: what the name says must be accepted, and the first bytes must agree."""

from collections.abc import Callable

from django.conf import settings

from h5p.exceptions import PackageRefusedError

_EXECUTABLE = (
    "exe dll com scr msi bat cmd ps1 vbs vbe wsf hta lnk reg jar class apk app dmg deb rpm so "
    "dylib sh bash csh py pyc pyw rb pl pm cgi php php3 php4 php5 php7 phtml phar asp aspx "
    "ashx jsp jspx cfm shtml html htm xhtml xht mht mhtml swf wasm htaccess htpasswd ini "
    "config "
)
EXECUTABLE = frozenset(_EXECUTABLE.split())
_ARCHIVE = "zip h5p rar 7z tar gz tgz bz2 tbz xz txz lz lzma zst cab iso war ear epub "
ARCHIVE = frozenset(_ARCHIVE.split())
LIBRARY_ONLY = frozenset({"js", "css"})
# Notes of their developers, which common libraries (jQuery.ui) bring along.
LIBRARY_TEXTS = frozenset({"diff", "patch", "textile"})
# What no file may start with, whatever its name.
ARCHIVE_MAGIC = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"MSCF",
)
EXECUTABLE_MAGIC = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\x00asm",
    b"#!",
    b"<?php",
    b"<?=",
    b"FWS",
    b"CWS",
    b"ZWS",
)
HTML_MAGIC = (b"<!doctype html", b"<html", b"<script", b"<iframe", b"<body", b"<head")
HEAD = 64


def _starts(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(marks)


def _riff(kind: bytes) -> Callable[[bytes], bool]:
    return lambda head: head[:4] == b"RIFF" and head[8:12] == kind


def _box(head: bytes) -> bool:
    """An ISO media file (mp4, m4a) starts with a box of one of these types."""
    return head[4:8] in {b"ftyp", b"moov", b"free", b"mdat", b"skip", b"wide"}


def _mp3(head: bytes) -> bool:
    return head[:3] == b"ID3" or (head[:1] == b"\xff" and head[1:2] >= b"\xe0")


def _text(head: bytes) -> bool:
    return b"\x00" not in head


def _any(*checks: Callable[[bytes], bool]) -> Callable[[bytes], bool]:
    return lambda head: any(check(head) for check in checks)


_TIFF = _starts(b"II*\x00", b"MM\x00*")
_OGG = _starts(b"OggS")
_SFNT = _starts(b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")
# Pictures and recordings are renamed by authors and by editors all the time, and browsers look at
# the bytes: another type of the same family does no harm.
_PICTURE = _any(
    _starts(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM"), _riff(b"WEBP")
)
_RECORDING = _any(_box, _mp3, _OGG, _riff(b"WAVE"), _starts(b"\x1a\x45\xdf\xa3"))
AGREES: dict[str, Callable[[bytes], bool]] = {
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "bmp", "webp"), _PICTURE),
    **dict.fromkeys(("webm", "mp4", "m4a", "ogg", "ogv", "mp3", "wav"), _RECORDING),
    "tif": _TIFF,
    "tiff": _TIFF,
    "ttf": _SFNT,
    "otf": _SFNT,
    "woff": _starts(b"wOFF"),
    "woff2": _starts(b"wOF2"),
    "pdf": _starts(b"%PDF-"),
    **dict.fromkeys(("txt", "csv", "md", "vtt", "webvtt", "json", "js", "css", "svg"), _text),
    **dict.fromkeys(LIBRARY_TEXTS, _text),
}


def extension(path: str) -> str:
    """Return the type that a name states, in small letters; empty without one."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def name_type_check(path: str, *, in_library: bool) -> None:
    """Refuse types that this place may not hold."""
    kind = extension(path)
    if kind in EXECUTABLE:
        raise PackageRefusedError("executable_type", path)
    if kind in ARCHIVE:
        raise PackageRefusedError("nested_archive", path)
    allowed = set(settings.H5P_CONTENT_TYPES) | (
        LIBRARY_ONLY | LIBRARY_TEXTS if in_library else set()
    )
    if kind not in allowed:
        raise PackageRefusedError("type_not_allowed", path, type=kind or "?")


def head_check(path: str, head: bytes) -> None:
    """Refuse a file whose first bytes are not what its name says, or are a program or archive."""
    kind = extension(path)
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    office = settings.H5P_CONTENT_TYPES and kind in {"docx", "xlsx", "pptx", "odt", "ods", "odp"}
    if head.startswith(ARCHIVE_MAGIC) and not office:
        raise PackageRefusedError("nested_archive", path)
    is_script = kind in LIBRARY_ONLY
    if head.startswith(EXECUTABLE_MAGIC) or (plain.startswith(HTML_MAGIC) and not is_script):
        raise PackageRefusedError("executable_type", path)
    agrees = AGREES.get(kind)
    if head and agrees is not None and not agrees(head):
        raise PackageRefusedError("type_mismatch", path)
