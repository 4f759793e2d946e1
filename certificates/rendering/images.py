"""Images for certificates: re-encoded, small, named by their content."""

import hashlib
import io
from typing import Any

from PIL import Image, ImageOps

from certificates.models import FrozenImage

SIZE_MAX = (640, 260)
COLOURS = 96


def image_encode(file: Any) -> tuple[bytes, int, int]:
    """Return a PNG of the image made anew from its pixels, its width and height.

    Nothing of the uploaded file but its picture survives. Few colours: a logo of 60 mm at 270 dots
    an inch stays below about 15 kB.
    """
    with Image.open(file) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGBA")
    picture.thumbnail(SIZE_MAX, Image.Resampling.LANCZOS)
    few = picture.quantize(colors=COLOURS, method=Image.Quantize.FASTOCTREE)
    buffer = io.BytesIO()
    few.save(buffer, format="PNG", optimize=True)
    return buffer.getvalue(), few.width, few.height


def image_freeze(image: Any) -> str:
    """Keep a copy of a Wagtail image; return its digest. The same picture is kept once."""
    with image.open_file() as file:
        data, width, height = image_encode(file)
    digest = hashlib.sha256(data).hexdigest()
    FrozenImage.objects.get_or_create(
        digest=digest, defaults={"data": data, "width": width, "height": height}
    )
    return digest
