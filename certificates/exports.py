"""Many certificates at once: a ZIP in a stream, and one file for the printer."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from certificates.documents import certificate_pdf
from certificates.models import Certificate
from certificates.rendering.page import certificate_page
from certificates.rendering.render import pages_render
from core.text import text_normalize

CHUNK = 50
ZIP_MAX = 2000
PRINT_MAX = 500
_UNSAFE = re.compile(r"[^\w\- ]+")


class _Sink:
    """A file that gives away what was written: the archive never stands in memory as a whole."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Keep the bytes until they are taken."""
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing to do: everything is given away at once."""

    def take(self) -> bytes:
        """Return what was written since the last call."""
        taken = b"".join(self.parts)
        self.parts.clear()
        return taken


def file_name(certificate: Certificate) -> str:
    """Return a file's name: the serial, then the holder's name without signs that disturb."""
    name = certificate.data["name_latin"] or certificate.data["name_arabic"]
    return f"{certificate.serial} {_UNSAFE.sub('', name).strip()[:80]}.pdf"


def zip_stream(pks: Sequence[int]) -> Iterator[bytes]:
    """Yield a ZIP of the signed PDFs of these certificates, one file after the other.

    Memory stays flat whatever the number. Raises SignerUnavailableError (documents) when a PDF was
    never made and nothing can sign.
    """
    sink: Any = _Sink()
    # PDFs are compressed already: storing them costs no time.
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for start in range(0, len(pks), CHUNK):
            rows = Certificate.objects.select_related("version", "user")
            found = rows.in_bulk(pks[start : start + CHUNK])
            for pk in pks[start : start + CHUNK]:
                archive.writestr(file_name(found[pk]), certificate_pdf(found[pk]))
                yield sink.take()
    yield sink.take()


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
