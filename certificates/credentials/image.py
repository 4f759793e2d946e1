"""The image of a badge, drawn by typst from a certificate's frozen data, as PNG or SVG."""

import json
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

TEMPLATES = Path(__file__).parent / "templates"
PIXELS_PER_INCH = 144
_lock = threading.Lock()


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        str(TEMPLATES / "badge.typ"),
        root=str(TEMPLATES),
        font_paths=[str(path) for path in settings.CERTIFICATE_FONT_DIRS],
        ignore_system_fonts=True,
    )


def badge_draw(data: dict[str, Any], image_format: Literal["png", "svg"]) -> bytes:
    """Return the image, some 640 pixels wide as PNG. It names nobody: the credential does."""
    stated = {"year": data["issued_on"][:4]}
    for language in ("fr", "ar"):
        with translation.override(language):
            stated[f"kind_{language}"] = _("Digital badge")
        stated[f"title_{language}"] = data[f"course_{language}"]
    with _lock:
        drawn = _compiler().compile(
            format=image_format,
            ppi=PIXELS_PER_INCH,
            sys_inputs={"data": json.dumps(stated, ensure_ascii=False)},
        )
    if not isinstance(drawn, bytes):
        raise TypeError("typst gave no single image")
    return drawn
