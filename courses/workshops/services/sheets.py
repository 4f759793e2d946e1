"""Signed sheets, scanned: checked, pictures made anew, stored where nobody reaches them."""

import hashlib
import io

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from accounts.models import User
from core.audit import audit_write
from courses.workshops.exceptions import FileRefusedError
from courses.workshops.models import Session, SheetScan
from courses.workshops.services.registration import session_lock

MAX_BYTES = 10 * 1024 * 1024
MAX_SHEETS = 20
MAX_PIXELS = 60_000_000
MAX_SIDE = 2400
PDF = "application/pdf"
JPEG = "image/jpeg"


def _picture(content: bytes) -> bytes:
    """Return the picture made anew as JPEG: no place, no device, nothing hidden in it."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise FileRefusedError
            turned = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise FileRefusedError from error
    turned.thumbnail((MAX_SIDE, MAX_SIDE))
    buffer = io.BytesIO()
    turned.save(buffer, "JPEG", quality=82)
    return buffer.getvalue()


def _checked(upload: UploadedFile) -> tuple[str, bytes]:
    if not upload.size or upload.size > MAX_BYTES:
        raise FileRefusedError
    content = upload.read()
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-2048:]:
            raise FileRefusedError
        return PDF, content
    return JPEG, _picture(content)


def sheet_attach(*, session: Session, upload: UploadedFile, by: User) -> SheetScan:
    """Attach a signed sheet; the same file again is the same row. Raises FileRefusedError.

    What it is is read from its content, never from its name. Also after the session was signed:
    the paper often comes later.
    """
    kind, content = _checked(upload)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        locked = session_lock(session.pk)
        found = SheetScan.objects.filter(session=locked, sha256=digest).first()
        if found is not None:
            return found
        if SheetScan.objects.filter(session=locked).count() >= MAX_SHEETS:
            raise FileRefusedError
        scan = SheetScan(
            session=locked, content_type=kind, size=len(content), sha256=digest, uploaded_by=by
        )
        scan.file.save("sheet", ContentFile(content), save=False)
        scan.save()
        audit_write(
            action="courses.sheet_attach", instance=locked, by=by, after=digest, size=len(content)
        )
    return scan
