"""Content types of the H5P Hub: listed, installed, updated."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.exceptions import NotFoundError
from h5p import hub, store
from h5p.enums import LibraryPolicy
from h5p.exceptions import HubOffError
from h5p.models import HubState, ImportJob, Library
from h5p.tasks import package_import


def hub_refresh() -> HubState:
    """Fetch the list again; register the site the first time. Raises HubOffError, HubError."""
    state = HubState.objects.first() or HubState()
    if not state.site_uuid:
        state.site_uuid = hub.site_register()
    state.content_types = hub.content_types_fetch(state.site_uuid)
    state.fetched_at = timezone.now()
    state.save()
    return state


def hub_offers() -> list[dict[str, Any]]:
    """Return the content types of the latest list, each with `installed` and `newer`."""
    state = HubState.objects.first()
    newest: dict[str, list[int]] = {}
    versions = Library.objects.filter(runnable=True).order_by("major", "minor")
    for name, *version in versions.values_list("machine_name", "major", "minor", "patch"):
        newest[name] = version
    return [
        {
            **row,
            "version_text": _text(row["version"]),
            "installed": _text(newest.get(row["name"], [])),
            "newer": row["version"] > newest.get(row["name"], []),
        }
        for row in (state.content_types if state else [])
    ]


def _text(version: list[int]) -> str:
    return ".".join(str(number) for number in version)


@transaction.atomic
def hub_install(*, name: str, by: Any = None, queue: bool = True) -> ImportJob:
    """Queue the download and installation of a listed content type.

    Raises HubOffError, and NotFoundError for one that the latest list does not offer.
    """
    if not hub.hub_enabled():
        raise HubOffError
    if not any(row["name"] == name and row["fits"] for row in hub_offers()):
        raise NotFoundError
    identity = uuid.uuid4()
    job = ImportJob.objects.create(
        uuid=identity,
        file_name=f"{name}.h5p",
        upload=f"{store.UPLOADS}/{identity}.h5p",
        hub_name=name,
        libraries_only=True,
        policy=LibraryPolicy.INSTALL,
        created_by=by,
    )
    if queue:
        package_import.delay_on_commit(job.pk)
    return job


def hub_download(job: ImportJob) -> None:
    """Bring the package of a job into the store, once."""
    if not store.exists(job.upload):
        try:
            store.save(job.upload, hub.package_download(job.hub_name))
        except BaseException:
            store.delete(job.upload)
            raise
    size = store.size(job.upload)
    ImportJob.objects.filter(pk=job.pk).update(size=size)
    job.size = size
