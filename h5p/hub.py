"""The protocol of the H5P Hub: three requests, all from here to there.

- `POST <address>/sites` registers the site and answers `{"uuid": …}`, once.
- `POST <address>/content-types/` with the same form and the uuid answers `{"contentTypes": […]}`.
- `GET <address>/content-types/<machine name>` answers the newest package of a content type.

Sent are the platform's name and version and the core API, nothing about people or contents. The
addresses are those of the reference implementation (class `H5PHubEndpoints` of h5p-php-library).
"""

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from h5p.exceptions import HubError, HubOffError
from h5p.limits import limits_get
from h5p.package.fields import MACHINE_NAME

LIST_MAX = 8 * 1024 * 1024
TIMEOUT = 30
CHUNK = 256 * 1024
TITLE_MAX = 255
SUMMARY_MAX = 1000
LOCAL = {"127.0.0.1", "localhost", "::1"}


def hub_enabled() -> bool:
    """Whether outside connections are switched on."""
    return bool(settings.H5P_HUB["enabled"])


def _address(path: str) -> str:
    """Return an address of the hub. Raises HubOffError; only https leaves the machine."""
    if not hub_enabled():
        raise HubOffError
    base = settings.H5P_HUB["address"].rstrip("/")
    parts = urlsplit(base)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
        raise HubError
    return f"{base}/{path}"


def _open(path: str, form: dict[str, Any] | None = None) -> Any:
    data = None if form is None else urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(  # noqa: S310 (the scheme is checked)
        _address(path), data=data, headers={"Accept": "application/json, application/zip"}
    )
    try:
        return urllib.request.urlopen(request, timeout=TIMEOUT)  # noqa: S310 (same)
    except (OSError, HTTPException):
        raise HubError from None


def _json(path: str, form: dict[str, Any]) -> dict[str, Any]:
    try:
        with _open(path, form) as answer:
            data = answer.read(LIST_MAX + 1)
    except (OSError, HTTPException):
        raise HubError from None
    try:
        value = json.loads(data) if len(data) <= LIST_MAX else None
    except (ValueError, RecursionError):
        raise HubError from None
    if not isinstance(value, dict):
        raise HubError
    return value


def _form(uuid: str) -> dict[str, Any]:
    major, minor = settings.H5P_CORE_API
    return {
        "uuid": uuid,
        "platform_name": "LMS",
        "platform_version": "1",
        "h5p_version": f"{major}.{minor}.0",
        "disabled": 0,
        "local_id": "1",
        "type": "local",
        "core_api_version": f"{major}.{minor}",
    }


def site_register() -> str:
    """Register this site; return the identity that the hub gave it."""
    uuid = _json("sites", _form("")).get("uuid")
    if not isinstance(uuid, str) or not uuid or len(uuid) > 64 or not uuid.isascii():  # noqa: PLR2004
        raise HubError
    return uuid


def content_types_fetch(uuid: str) -> list[dict[str, Any]]:
    """Return the content types that the hub offers, as far as they are well formed."""
    rows = _json("content-types/", _form(uuid)).get("contentTypes")
    if not isinstance(rows, list):
        raise HubError
    found = (_content_type(row) for row in rows)
    return sorted((row for row in found if row), key=lambda row: str(row["title"]).casefold())


def _content_type(row: Any) -> dict[str, Any] | None:
    try:
        name = row["id"]
        version = [int(row["version"][part]) for part in ("major", "minor", "patch")]
        core = [int(row["coreApiVersionNeeded"][part]) for part in ("major", "minor")]
    except (KeyError, TypeError, ValueError):
        return None
    if not isinstance(name, str) or not MACHINE_NAME.fullmatch(name):
        return None
    return {
        "name": name,
        "title": str(row.get("title") or name)[:TITLE_MAX],
        "summary": str(row.get("summary") or "")[:SUMMARY_MAX],
        "version": version,
        "fits": core <= list(settings.H5P_CORE_API),
    }


def package_download(name: str) -> Iterator[bytes]:
    """Yield the newest package of a content type. Raises HubError, also past the upload limit."""
    if not MACHINE_NAME.fullmatch(name):
        raise HubError
    left = limits_get().upload
    try:
        with _open(f"content-types/{name}") as answer:
            while piece := answer.read(CHUNK):
                left -= len(piece)
                if left < 0:
                    raise HubError
                yield piece
    except (OSError, HTTPException):
        raise HubError from None
