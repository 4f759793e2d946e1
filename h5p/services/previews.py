"""What an author is writing, made ready to play before it is saved."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from h5p import store
from h5p.editor.filling import content_pruned
from h5p.exceptions import ContentIncompleteError, PackageRefusedError
from h5p.models import ActivityVersion, ContentPreview, Library
from h5p.package.params import ParamsCheck
from h5p.services.editing import content_problems, libraries_of, library_named
from h5p.services.installed import InstalledLibraries, library_key
from h5p.services.media import staged

KEEP = timedelta(hours=12)


@transaction.atomic
def preview_make(
    *,
    stage: UUID,
    title: str,
    language: str,
    main: Library,
    params: dict[str, Any],
    by: Any,
    media_of: ActivityVersion | None = None,
    is_whole: bool = True,
) -> ContentPreview:
    """Keep a content for its preview, in the place of the one before; nothing else changes.

    Checked as `content_save` checks it, and with the same errors. A translation under way is not
    `is_whole`: it may lack texts.
    """
    params = content_pruned(params, main.semantics, library_named)
    problems = content_problems(params, main) if is_whole else []
    if problems:
        raise ContentIncompleteError(problems)
    installed = InstalledLibraries()
    check = ParamsCheck(installed)
    key = library_key(main)
    checked = check.run(params, key)
    preview, _made = ContentPreview.objects.update_or_create(
        created_by=by,
        stage=stage,
        defaults={
            "title": title.strip()[:255],
            "language": language,
            "main_library": main,
            "params": checked,
            "files": {path: _file(path, stage, media_of) for path in check.files},
        },
    )
    preview.libraries.set(libraries_of([key, *check.libraries], installed))
    return preview


def _file(path: str, stage: UUID, version: ActivityVersion | None) -> dict[str, Any]:
    """Where a file of the content is now. Raises PackageRefusedError when it is nowhere."""
    if version is not None and path in version.files:
        return {**version.files[path], "name": f"{version.prefix}/{path}"}
    name = staged(stage, path)
    if not store.exists(name):
        raise PackageRefusedError("upload_gone", path)
    digest = hashlib.sha256()
    with store.open(name) as file:
        for piece in store.reader(file):
            digest.update(piece)
    return {"name": name, "size": store.size(name), "sha256": digest.hexdigest()}


def previews_sweep() -> int:
    """Delete the previews that nobody looks at any more; return how many."""
    return ContentPreview.objects.filter(touched_at__lt=timezone.now() - KEEP).delete()[0]
