"""The PDF: one page, both scripts, the same bytes each time, a QR code that can be read."""

import io
from typing import Any

import pypdf
import pypdfium2
import pytest
import zxingcpp

from certificates.check_code import code_new
from certificates.rendering.page import page_build
from certificates.rendering.render import certificate_render
from tests.factories.certificates import content_make

DATA: dict[str, Any] = {
    "kind": "success",
    "language": "ar",
    "name_latin": "Salma Exemple",
    "name_arabic": "سلمى مثال",
    "minutes": 310,
    "minutes_in_person": 0,
    "completed_on": "2026-08-01",
    "issued_on": "2026-08-02",
    "course_fr": "Lutter contre la traite",
    "course_ar": "مكافحة الاتجار بالبشر",
    "modules_fr": ["Comprendre"],
    "modules_ar": ["الفهم"],
}


def render(**changes: Any) -> tuple[bytes, str]:
    code = code_new()
    page = page_build(
        data={**DATA, **changes}, content=content_make(), serial="OIM-MA-2026-000001", code=code
    )
    return certificate_render(page), page["url"]


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return str(document[0].get_textpage().get_text_range()).replace("\u00a0", " ")


def test_the_same_data_give_the_same_bytes():
    page = page_build(
        data=DATA, content=content_make(), serial="OIM-MA-2026-000001", code=code_new()
    )
    assert certificate_render(page) == certificate_render(page)


def test_it_is_one_archival_tagged_page():
    pdf, _url = render()
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height
    catalogue: Any = reader.trailer["/Root"]
    assert bool(catalogue["/MarkInfo"]["/Marked"])
    metadata = catalogue["/Metadata"].get_data().decode()
    assert "pdfaid:part" in metadata
    assert ">3<" in metadata
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    assert all(font.get_object()["/Type"] == "/Font" for font in fonts)


def test_both_scripts_can_be_searched():
    text = text_of(render()[0])
    for phrase in (
        "Attestation de réussite",
        "Salma Exemple",
        "1er août 2026",
        "شهادة النجاح",
        "سلمى مثال",
        "مكافحة",
        "غشت",
        "OIM-MA-2026-000001",
    ):
        assert phrase in text


def test_the_qr_code_leads_to_the_page_that_checks():
    pdf, url = render()
    image = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=3).to_pil()
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [url]
    assert "/ar/verify/" in url


@pytest.mark.parametrize(
    "changes",
    [
        {"name_latin": "M" * 60, "name_arabic": "م" * 60},
        {"name_arabic": ""},
        {"name_latin": ""},
        {"minutes": 0},
        {"modules_fr": [], "modules_ar": []},
        {"minutes_in_person": 120, "kind": "training"},
    ],
)
def test_unusual_data_still_fit_one_page(changes: dict[str, Any]):
    reader = pypdf.PdfReader(io.BytesIO(render(**changes)[0]))
    assert len(reader.pages) == 1
