"""Media that an author adds to a content in the form: kept aside until the content is saved."""

import mimetypes
import re
from collections.abc import Iterable
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile

from h5p import store
from h5p.exceptions import PackageRefusedError
from h5p.limits import limits_get
from h5p.models import ActivityVersion
from h5p.package.filetypes import HEAD, extension, head_check, name_type_check
from h5p.package.sizes import size_text
from h5p.package.svg import svg_clean
from h5p.services.activities import content_prefix

FOLDERS = {"image": "images", "video": "videos", "audio": "audios", "file": "files"}
STAGE = f"{store.UPLOADS}/media"
_NAME = re.compile(r"[^a-z0-9]+")


def staged(stage: UUID, path: str) -> str:
    """Name in the store of a file that waits for its form to be saved."""
    return f"{STAGE}/{stage}/{path}"


def media_stage(*, stage: UUID, kind: str, upload: UploadedFile) -> str:
    """Keep an uploaded file aside; return the path under which the content names it.

    `stage` is the one form that is being filled: nobody else knows it.

    The file gets a name of ours. Its type is checked by name and by content, drawings are cleaned.
    Raises PackageRefusedError.
    """
    own = (upload.name or "").lower()
    limit = limits_get().entry
    if (upload.size or 0) > limit:
        raise PackageRefusedError("entry_too_large", own, limit=size_text(limit))
    name_type_check(own, in_library=False)
    head = upload.read(HEAD)
    head_check(own, head)
    upload.seek(0)
    stem = _NAME.sub("-", own.rpartition(".")[0]).strip("-")[:40] or "media"
    path = f"{FOLDERS.get(kind, 'files')}/{stem}-{uuid4().hex[:12]}.{extension(own)}"
    chunks: Iterable[bytes] = upload.chunks()
    if extension(own) == "svg":
        cleaned, _changed = svg_clean(upload.read(), own, limit)
        chunks = [cleaned]
    store.save(staged(stage, path), chunks)
    return path


def media_mime(path: str) -> str:
    """Return the media type that a content states for a file."""
    return mimetypes.guess_type(path)[0] or "application/octet-stream"


def media_gather(
    *, stage: UUID | None, version: ActivityVersion | None, paths: Iterable[str], run: UUID
) -> tuple[dict[str, dict[str, object]], str]:
    """Return the files of a new version and its folder in the store.

    Nothing added: the folder of the former version serves on. Else all are copied into a folder of
    its own, because what stands under a folder never changes. Raises PackageRefusedError for a
    file that is nowhere.
    """
    known = version.files if version else {}
    wanted = list(dict.fromkeys(paths))
    added = [path for path in wanted if path not in known]
    if not added:
        kept = {path: known[path] for path in wanted}
        return kept, version.prefix if version and kept else ""
    files: dict[str, dict[str, object]] = {}
    prefix = content_prefix(run)
    for path in wanted:
        if path in known and version is not None:
            source = f"{version.prefix}/{path}"
        elif stage is not None and store.exists(staged(stage, path)):
            source = staged(stage, path)
        else:
            raise PackageRefusedError("upload_gone", path)
        files[path] = store.copy(source, f"{prefix}/{path}")
    return files, prefix
