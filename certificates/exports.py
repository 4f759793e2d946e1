"""Many certificates at once: a ZIP written as a stream, and one file for the printer."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO

from certificates.documents import certificate_pdf
from certificates.models import Certificate
from certificates.rendering.page import certificate_page
from certificates.rendering.render import pages_render
from core.text import text_normalize

CHUNK = 50
ZIP_MAX = 10_000
PRINT_MAX = 500
_UNSAFE = re.compile(r"[^\w\- ]+")


def file_name(certificate: Certificate) -> str:
    """Return a file's name: the serial, then the holder's name without signs that disturb."""
    name = certificate.data["name_latin"] or certificate.data["name_arabic"]
    return f"{certificate.serial} {_UNSAFE.sub('', name).strip()[:80]}.pdf"


def zip_parts(pks: Sequence[int], stream: IO[bytes]) -> Iterator[int]:
    """Write a ZIP of the signed PDFs of these certificates; yield how many are in it so far.

    Memory stays flat whatever the number. Raises SignerUnavailableError (documents) when a PDF was
    never made and nothing can sign.
    """
    # PDFs are compressed already: storing them costs no time.
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for start in range(0, len(pks), CHUNK):
            part = pks[start : start + CHUNK]
            found = Certificate.objects.select_related("version", "user").in_bulk(part)
            for pk in part:
                archive.writestr(file_name(found[pk]), certificate_pdf(found[pk]))
            yield start + len(part)


def print_file(certificates: Sequence[Certificate], *, crop_marks: bool) -> bytes:
    """Return one PDF for a ceremony, a page each, ordered by name; unsigned, for paper."""
    ordered = sorted(certificates, key=_name_key)
    return pages_render([certificate_page(row) for row in ordered], crop_marks=crop_marks)


def _name_key(certificate: Certificate) -> tuple[str, str]:
    user, data = certificate.user, certificate.data
    family = user.family_name or user.family_name_ar
    name = data["name_latin"] or data["name_arabic"]
    # The name as printed counts; the family name, where it is part of it, comes first.
    first = family if family and family in (data["name_latin"] + data["name_arabic"]) else name
    return text_normalize(first), text_normalize(name)
