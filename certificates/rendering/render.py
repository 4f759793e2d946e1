"""From frozen data to a PDF: the same data give the same bytes.

typst shapes Arabic, embeds only the fonts that we ship and checks PDF/A-3a and PDF/UA-1 itself. The
compiler is kept warm in each process; a lock keeps two threads from sharing it at one moment.
"""

import datetime as dt
import hashlib
import json
import tempfile
import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings

from certificates.models import FrozenImage
from core.qr import qr_svg

TEMPLATES = Path(__file__).parent / "templates"
PDF_STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]
PREVIEW_PPI = 110
_lock = threading.Lock()


@lru_cache(maxsize=1)
def work_folder() -> Path:
    """Return the folder that typst reads: our templates and the frozen images, by content.

    Its name holds the digest of the templates, so that a new release starts a new one; every
    process of this machine shares it, for each file is written once and never changed.
    """
    files = sorted(path for path in TEMPLATES.iterdir() if path.is_file())
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]
    folder: Path = settings.VAR_DIR / "typst" / digest
    (folder / "images").mkdir(parents=True, exist_ok=True)
    for path in files:
        if not (folder / path.name).exists():
            _file_write(folder / path.name, path.read_bytes())
    return folder


def _file_write(path: Path, data: bytes) -> None:
    """Write a file so that no other process ever sees half of it."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    Path(file.name).replace(path)


def image_path(digest: str) -> str:
    """Return the path of a frozen image for typst, writing it there the first time."""
    path = work_folder() / "images" / f"{digest}.png"
    if not path.exists():
        _file_write(path, bytes(FrozenImage.objects.get(digest=digest).data))
    return f"images/{digest}.png"


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    nothing: Any = _input({"pages": []})
    return typst.Compiler(
        nothing,
        root=str(work_folder()),
        font_paths=[str(path) for path in settings.CERTIFICATE_FONT_DIRS],
        ignore_system_fonts=True,
    )


def _input(data: Mapping[str, Any]) -> dict[str, str | Path | bytes]:
    """Return the files of one document: what it states is never written to a disk."""
    content = json.dumps(data, ensure_ascii=False).encode()
    return {"main.typ": _source(), "data.json": content}


@lru_cache(maxsize=1)
def _source() -> bytes:
    return (TEMPLATES / "certificate.typ").read_bytes()


def _placed(page: Mapping[str, Any]) -> dict[str, Any]:
    """Return what typst draws: the page with its QR code, images as paths."""
    return {
        **page,
        "qr": qr_svg(page.get("qr", page["url"]), border=2),
        "logos": [{**logo, "path": image_path(logo["image"])} for logo in page["logos"]],
        "signatories": [
            {**one, "path": image_path(one["image"]) if one["image"] else ""}
            for one in page["signatories"]
        ],
    }


def pages_render(
    pages: Sequence[Mapping[str, Any]],
    *,
    crop_marks: bool = False,
    file_format: Literal["pdf", "png"] = "pdf",
) -> bytes:
    """Return one PDF (or, of one page, a PNG) of these pages, in their order.

    Raises RuntimeError (typst) when the fonts are missing or the data lack a field.
    """
    year, month, day = pages[0]["issued"]
    moment = dt.datetime(year, month, day, 12, tzinfo=dt.UTC)
    data = {"pages": [_placed(page) for page in pages], "crop": crop_marks}
    extra: dict[str, Any] = (
        {"pdf_standards": PDF_STANDARDS} if file_format == "pdf" else {"ppi": 110}
    )
    with _lock:
        result = _compiler().compile(
            input=_input(data),
            format=file_format,
            timestamp=int(moment.timestamp()),
            **extra,
        )
    if not isinstance(result, bytes):
        raise TypeError("typst gave no single file")
    return result


def certificate_render(page: Mapping[str, Any]) -> bytes:
    """Return the PDF of one page (see `certificates.rendering.page`); a few ms when warm."""
    return pages_render([page])
