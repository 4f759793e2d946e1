"""The signed statement behind the « # » of a QR code's address (ADR 10).

    version (1) | key (4) | issued (2) | expires (2) | minutes (2) | name US title | signature (64)

Numbers are big-endian; days count from 2020-01-01, 0 means never; US is the byte 0x1F. The Ed25519
signature covers a prefix, the check code and all before it. Written in base 41: characters that a
QR code packs tightly and that an address may hold. `offline-check.js` reads it in the browser.
"""

import datetime as dt
from typing import Any

from cryptography.exceptions import InvalidSignature
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from certificates.credentials.keys import key_active, keys_good, sign

VERSION = 1
PREFIX = b"lms-certificate-qr-1\n"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+-./:"
_BASE = len(ALPHABET)
_EPOCH = dt.date(2020, 1, 1)
_SEPARATOR = "\x1f"
_SIGNATURE = 64
_HEAD = 11
NAME_BYTES, TITLE_BYTES = 80, 64


class PayloadInvalidError(ValueError):
    """This is no statement of ours, or it was changed, or its key counts no more."""


def offline_link(*, data: dict[str, Any], code: str) -> str:
    """Return the address for a QR code: the page that checks, and the signed statement.

    Only for a certificate that exists: whoever holds the link can prove what it states.
    Raises KeyMissingError.
    """
    language = data.get("language", "fr")
    with translation.override(language):
        page = reverse("certificates:verify", args=[code])
    return f"{settings.SITE_URL}{page}#{payload_make(data=data, code=code, language=language)}"


def payload_make(*, data: dict[str, Any], code: str, language: str) -> str:
    """Return the statement about the holder, the title, the hours and the dates, signed."""
    latin, arabic = data["name_latin"], data["name_arabic"]
    name = arabic or latin if language == "ar" else latin or arabic
    title = data.get(f"course_{language}") or data["course_fr"]
    text = _cut(name, NAME_BYTES) + _SEPARATOR + _cut(title, TITLE_BYTES)
    body = (
        bytes([VERSION])
        + key_active().id_bytes
        + _days(data["issued_on"])
        + _days(data.get("expires_on", ""))
        + min(data["minutes"], 0xFFFF).to_bytes(2)
        + text.encode()
    )
    _key, signature = sign(PREFIX + code.encode() + b"\n" + body)
    return base41_encode(body + signature)


def payload_read(payload: str, *, code: str) -> dict[str, Any]:
    """Return what the statement says, if its signature is good. Raises PayloadInvalidError."""
    content = base41_decode(payload)
    body, signature = content[:-_SIGNATURE], content[-_SIGNATURE:]
    if len(body) < _HEAD or body[0] != VERSION:
        raise PayloadInvalidError
    key = next((key for key in keys_good() if key.id_bytes == body[1:5]), None)
    if key is None:
        raise PayloadInvalidError
    try:
        key.verify_key().verify(signature, PREFIX + code.encode() + b"\n" + body)
    except InvalidSignature as error:
        raise PayloadInvalidError from error
    name, title = body[_HEAD:].decode().split(_SEPARATOR)
    return {
        "name": name,
        "title": title,
        "issued_on": _date(body[5:7]),
        "expires_on": _date(body[7:9]),
        "minutes": int.from_bytes(body[9:11]),
    }


def _days(iso: str) -> bytes:
    return ((dt.date.fromisoformat(iso) - _EPOCH).days if iso else 0).to_bytes(2)


def _date(days: bytes) -> dt.date | None:
    number = int.from_bytes(days)
    return _EPOCH + dt.timedelta(days=number) if number else None


def _cut(text: str, limit: int) -> str:
    """Shorten to `limit` bytes, at a character, with a mark."""
    text = " ".join(text.replace(_SEPARATOR, " ").split())
    if len(text.encode()) <= limit:
        return text
    return text.encode()[: limit - 3].decode(errors="ignore").rstrip() + "…"


def base41_encode(content: bytes) -> str:
    """Two bytes become three characters, a last single one two."""
    text = ""
    for start in range(0, len(content), 2):
        pair = content[start : start + 2]
        number = int.from_bytes(pair)
        for _digit in range(len(pair) + 1):
            number, rest = divmod(number, _BASE)
            text += ALPHABET[rest]
    return text


def base41_decode(text: str) -> bytes:
    """The reverse. Raises PayloadInvalidError."""
    content = b""
    for start in range(0, len(text), 3):
        group = text[start : start + 3]
        try:
            digits = [ALPHABET.index(char) for char in group]
            number = sum(digit * _BASE**place for place, digit in enumerate(digits))
            content += number.to_bytes(len(group) - 1)
        except (ValueError, OverflowError) as error:
            raise PayloadInvalidError from error
    return content
