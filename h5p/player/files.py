"""Give out one stored file: strong ETag, long cache life, ranges, compression, or hand it over."""

import gzip
import re
from collections import OrderedDict
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

from core.exceptions import NotFoundError
from h5p import store

TYPES = {
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "m4a": "audio/mp4",
    "md": "text/plain; charset=utf-8",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "ogv": "video/ogg",
    "otf": "font/otf",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "ttf": "font/ttf",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "wav": "audio/wav",
    "webm": "video/webm",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
}
COMPRESSED = frozenset({"css", "csv", "js", "json", "md", "svg", "ttf", "otf", "txt", "vtt"})
COMPRESS_MAX = 2 * 1024 * 1024
COMPRESS_MIN = 500
CHUNK = 64 * 1024
DAY, YEAR = 86_400, 31_536_000
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
# Opened by itself, a file of a package is inert: no script, no origin, nothing from elsewhere.
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
_GZIPPED: OrderedDict[str, bytes] = OrderedDict()
_GZIPPED_BYTES = 16 * 1024 * 1024


def file_response(
    request: HttpRequest,
    *,
    name: str,
    entry: dict[str, Any],
    max_age: int,
    may_redirect: bool = False,
) -> HttpResponseBase:
    """Answer with the file `name` of the store; `entry` holds its `size` and `sha256`.

    With H5P_ACCEL_PREFIX the web server in front sends the bytes; with H5P_REDIRECT the object
    storage does (media only: style sheets find their neighbours by relative addresses).
    """
    suffix = name.rpartition(".")[2].lower()
    size, digest = int(entry["size"]), str(entry["sha256"])
    response: HttpResponseBase
    if may_redirect and settings.H5P_REDIRECT and suffix not in COMPRESSED:
        response = HttpResponseRedirect(store.storage().url(name))
        response["Cache-Control"] = "private, no-store"
        response["Access-Control-Allow-Origin"] = "*"
        return response
    if settings.H5P_ACCEL_PREFIX:
        response = HttpResponse()
        response["X-Accel-Redirect"] = f"{settings.H5P_ACCEL_PREFIX.rstrip('/')}/{name}"
        return _headers(response, suffix=suffix, etag=f'"{digest}"', max_age=max_age)
    wants_gzip = _wants_gzip(request, suffix=suffix, size=size)
    # A compressed body is another body: a strong ETag of its own.
    etag = f'"{digest}-gzip"' if wants_gzip else f'"{digest}"'
    # This view compresses by itself: no second time, and never a range, in the middleware.
    request.META["HTTP_ACCEPT_ENCODING"] = "identity"
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if etag in known or "*" in known:
        response = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    elif wants_gzip:
        response = HttpResponse(b"" if request.method == "HEAD" else _gzipped(name, digest))
        response["Content-Encoding"] = "gzip"
    else:
        response = _ranged(request, name=name, size=size, etag=etag)
    return _headers(response, suffix=suffix, etag=etag, max_age=max_age)


def _wants_gzip(request: HttpRequest, *, suffix: str, size: int) -> bool:
    accepted = request.headers.get("Accept-Encoding", "")
    fits = suffix in COMPRESSED and COMPRESS_MIN <= size <= COMPRESS_MAX
    return fits and "gzip" in accepted and "Range" not in request.headers


def _headers(
    response: HttpResponseBase, *, suffix: str, etag: str, max_age: int
) -> HttpResponseBase:
    response["ETag"] = etag
    response["Content-Type"] = TYPES.get(suffix, "application/octet-stream")
    immutable = ", immutable" if max_age > DAY else ""
    response["Cache-Control"] = f"private, max-age={max_age}{immutable}"
    response["Accept-Ranges"] = "bytes"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Timing-Allow-Origin"] = "*"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = FILE_POLICY
    return response


def _gzipped(name: str, digest: str) -> bytes:
    """Compress once per process and content; the last ones are kept, 16 MB in all."""
    body = _GZIPPED.get(digest)
    if body is None:
        with _opened(name) as file:
            body = gzip.compress(file.read(), compresslevel=6, mtime=0)
        _GZIPPED[digest] = body
        while sum(len(kept) for kept in _GZIPPED.values()) > _GZIPPED_BYTES:
            _GZIPPED.popitem(last=False)
    return body


def _opened(name: str) -> Any:
    try:
        return store.open(name)
    except FileNotFoundError:
        raise NotFoundError from None


def _ranged(request: HttpRequest, *, name: str, size: int, etag: str) -> HttpResponseBase:
    """The whole file, or the one range that was asked for; several ranges get the whole."""
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", etag) != etag:
        asked = ""
    found = RANGE.fullmatch(asked.strip())
    start, end, status = 0, size - 1, HTTPStatus.OK
    if found and (found[1] or found[2]):
        if found[1]:
            start = int(found[1])
            end = min(int(found[2]), size - 1) if found[2] else size - 1
        else:
            start = max(size - int(found[2]), 0)
        if start >= size or end < start:
            response = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            response["Content-Range"] = f"bytes */{size}"
            return response
        status = HTTPStatus.PARTIAL_CONTENT
    length = max(end - start + 1, 0)
    answer: HttpResponseBase
    if request.method == "HEAD":
        answer = HttpResponse(status=status)
    elif length <= CHUNK:
        with _opened(name) as file:
            file.seek(start)
            answer = HttpResponse(file.read(length), status=status)
    else:
        answer = StreamingHttpResponse(_chunks(_opened(name), start, length), status=status)
    answer["Content-Length"] = str(length)
    if status == HTTPStatus.PARTIAL_CONTENT:
        answer["Content-Range"] = f"bytes {start}-{end}/{size}"
    return answer


def _chunks(file: Any, start: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while length > 0:
            chunk = file.read(min(CHUNK, length))
            if not chunk:
                return
            length -= len(chunk)
            yield chunk
