"""PDF pages set by typst, with our own fonts only; Arabic is shaped and turned by the compiler.

A template reads `json(bytes(sys.inputs.data))`. Data never becomes markup: what people wrote
reaches the page as text.
"""

import datetime as dt
import json
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils import timezone

_lock = threading.Lock()


@lru_cache(maxsize=8)
def _compiler(template: Path) -> typst.Compiler:
    return typst.Compiler(
        str(template),
        root=str(template.parent),
        font_paths=[str(path) for path in settings.CERTIFICATE_FONT_DIRS],
        ignore_system_fonts=True,
    )


def pdf_typeset(
    template: Path, data: dict[str, Any], *, moment: dt.datetime | None = None, **inputs: str
) -> bytes:
    """Return the PDF (PDF/A-3a) of a template; the compiler is kept warm in each process.

    `moment` is the date that the file states (now, if None): the same data and moment give the
    same bytes. Raises RuntimeError (typst) when the fonts are missing or the data lack a field.
    """
    stated = moment or timezone.now()
    with _lock:
        result = _compiler(template).compile(
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False), **inputs},
            pdf_standards=["a-3a"],
            timestamp=int(stated.timestamp()),
        )
    if not isinstance(result, bytes):
        raise TypeError("typst gave no single PDF")
    return result
