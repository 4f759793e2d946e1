"""Our own content types, installed from the code."""

import io
import json
import zipfile
from pathlib import Path

from h5p.enums import JobState
from h5p.exceptions import PackageRefusedError
from h5p.models import Library
from h5p.services.imports import import_run, import_start

FOLDER = Path(__file__).resolve().parents[1] / "content_types"
FILE_NAME = "iom.h5p"


def own_libraries_pack() -> bytes:
    """Return our content types as a package of libraries; the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(FOLDER.rglob("*")):
            if path.is_file():
                info = zipfile.ZipInfo(str(path.relative_to(FOLDER)), (2026, 1, 1, 0, 0, 0))
                info.external_attr = 0o100644 << 16
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, path.read_bytes())
    return buffer.getvalue()


def own_libraries_install() -> bool:
    """Install or update our content types; return whether there was anything to do.

    Raises PackageRefusedError if they break a rule (a fault of ours).
    """
    if _is_current():
        return False
    data = own_libraries_pack()
    job = import_start(
        chunks=[data],
        size=len(data),
        file_name=FILE_NAME,
        install=True,
        libraries_only=True,
        queue=False,
    )
    if import_run(job_id=job.pk) != JobState.DONE:
        job.refresh_from_db()
        raise PackageRefusedError(job.code, job.entry, **job.details)
    return True


def _is_current() -> bool:
    rows = Library.objects.values_list("machine_name", "major", "minor", "patch")
    installed = {row[:3]: row[3] for row in rows}
    return all(
        installed.get((data["machineName"], data["majorVersion"], data["minorVersion"]), -1)
        >= data["patchVersion"]
        for path in FOLDER.glob("*/library.json")
        for data in [json.loads(path.read_text(encoding="utf-8"))]
    )
