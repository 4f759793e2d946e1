"""Baked badges: a credential inside a PNG or SVG image, as Open Badges 3.0 writes it (5.3)."""

import json
import struct
import zlib
from collections.abc import Iterator
from typing import Any

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"openbadgecredential"
_SVG_OPEN = '<openbadges:credential xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"><![CDATA['
_SVG_CLOSE = "]]></openbadges:credential>"


def png_bake(image: bytes, credential: bytes) -> bytes:
    """Return the PNG with the credential in an iTXt chunk, before the first chunk of pixels."""
    body = _KEYWORD + b"\0\0\0\0\0" + credential
    check = zlib.crc32(b"iTXt" + body)
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", check)
    place = image.index(b"IDAT") - 4
    return image[:place] + chunk + image[place:]


def svg_bake(image: str, credential: bytes) -> str:
    """Return the SVG with the credential as the first element of its root."""
    text = credential.decode()
    if "]]>" in text:
        raise ValueError("a credential holds the end mark of CDATA")
    place = image.index(">", image.index("<svg")) + 1
    return image[:place] + _SVG_OPEN + text + _SVG_CLOSE + image[place:]


def credential_extract(content: bytes) -> bytes | None:
    """Return the bytes of the credential in a baked PNG or SVG, or of a JSON file; None without.

    Reads chunks and looks for marks only: no image decoder and no XML parser sees the file.
    """
    if content.startswith(PNG_MAGIC):
        return next(_texts(content), None)
    start = content.find(_SVG_OPEN.encode())
    if start >= 0:
        start += len(_SVG_OPEN)
        end = content.find(_SVG_CLOSE.encode(), start)
        return content[start:end] if end >= 0 else None
    return content if content.lstrip()[:1] == b"{" else None


def _texts(content: bytes) -> Iterator[bytes]:
    place = len(PNG_MAGIC)
    prefix = _KEYWORD + b"\0\0\0\0\0"
    while place + 8 <= len(content):
        (size,) = struct.unpack_from(">I", content, place)
        body = content[place + 8 : place + 8 + size]
        if content[place + 4 : place + 8] == b"iTXt" and body.startswith(prefix):
            yield body[len(prefix) :]
        place += size + 12


def credential_write(document: dict[str, Any]) -> bytes:
    """Return the one form in which a credential is stored, served and recognised by its hash."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()
