"""Every design, both ways up, in every language mode, as it was when somebody looked at it.

The golden pictures are small and compared with a tolerance; `GOLDEN_WRITE=1` writes them anew. Look
at the new ones before you commit them.
"""

import io
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from certificates.enums import Design, LanguageMode, Orientation
from certificates.preview import CODE, LONG_ARABIC, LONG_LATIN, SERIAL, USUAL
from certificates.rendering.page import page_build
from certificates.rendering.render import certificate_render
from tests.factories.certificates import content_make

FOLDER = Path(__file__).parent / "golden"
WIDTH = 360
MEAN_MAX = 3.0
CASES = [
    (design, orientation, mode)
    for design in Design
    for orientation in Orientation
    for mode in LanguageMode
]


def render(design: str, orientation: str, mode: str, **data: Any) -> bytes:
    content = content_make(
        design=design,
        orientation=orientation,
        mode=mode,
        fr={"level": "Intermédiaire", "skills": "Repérer\nOrienter", "note": "Exemple."},
        ar={"level": "متوسط", "skills": "الرصد\nالتوجيه", "note": "مثال."},
    )
    page = page_build(data={**USUAL, **data}, content=content, serial=SERIAL, code=CODE)
    return certificate_render(page)


def extracted(pdf: bytes) -> str:
    """Return what poppler takes out of a PDF, without its marks of direction."""
    command = ["pdftotext", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    text = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", done.stdout.decode())
    return text.replace("\u00a0", " ")


def picture_of(pdf: bytes, width: int) -> Image.Image:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        page = document[0]
        drawn = page.render(scale=2 * width / page.get_width()).to_pil().convert("L")
        return drawn.resize((drawn.width // 2, drawn.height // 2), Image.Resampling.LANCZOS)


@pytest.mark.parametrize(("design", "orientation", "mode"), CASES)
def test_it_looks_as_it_was_looked_at(design: str, orientation: str, mode: str):
    drawn = picture_of(render(design, orientation, mode), WIDTH)
    path = FOLDER / f"{design}-{orientation}-{mode}.png"
    if os.environ.get("GOLDEN_WRITE"):
        drawn.quantize(16).save(path, optimize=True)
    with Image.open(path) as golden:
        expected = golden.convert("L")
    assert drawn.size == expected.size
    difference = ImageStat.Stat(ImageChops.difference(drawn, expected)).mean[0]
    assert difference < MEAN_MAX


def test_the_comparison_would_notice_a_missing_line():
    drawn = picture_of(render("horizon", "landscape", "both", course_fr="Autre titre"), WIDTH)
    usual = picture_of(render("horizon", "landscape", "both"), WIDTH)
    other = picture_of(render("ribbon", "landscape", "both"), WIDTH)
    assert ImageStat.Stat(ImageChops.difference(drawn, usual)).mean[0] > 0.3
    assert ImageStat.Stat(ImageChops.difference(other, usual)).mean[0] > 3 * MEAN_MAX


@pytest.mark.parametrize(("design", "orientation", "mode"), CASES)
def test_long_names_stay_whole_on_one_page_inside_its_edges(
    design: str, orientation: str, mode: str
):
    pdf = render(design, orientation, mode, name_latin=LONG_LATIN, name_arabic=LONG_ARABIC)
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        assert len(document) == 1
        page = document[0]
        width, height = page.get_size()
        text_page = page.get_textpage()
        boxes = [text_page.get_rect(n) for n in range(text_page.count_rects())]
        for left, bottom, right, top in boxes:
            assert left > 15
            assert right < width - 15
            assert bottom > 15
            assert top < height - 15
    # A hyphen at the end of a line is taken for one of word division.
    text = re.sub(r"[\s-]", "", extracted(pdf))
    for name, other in ((LONG_LATIN, "ar"), (LONG_ARABIC, "fr")):
        assert mode == other or all(word in text for word in re.split(r"[\s-]", name))


@pytest.mark.parametrize("design", Design)
def test_fonts_are_embedded_and_text_is_in_logical_order(design: str):
    pdf = render(design, "landscape", "both")
    assert len(pdf) < 80_000
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    resources: Any = reader.pages[0]["/Resources"]
    fonts = resources["/Font"]
    for font in fonts.values():
        inner = font.get_object()["/DescendantFonts"][0].get_object()
        descriptor = inner["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
        # The six letters and the plus sign of a subset.
        assert "+" in str(descriptor["/FontName"])
    catalogue: Any = reader.trailer["/Root"]
    metadata = catalogue["/Metadata"].get_data().decode()
    assert "pdfaid:part" in metadata
    assert "pdfuaid:part" in metadata
    text = extracted(pdf)
    for phrase in (
        "Amina Exemple",
        "a suivi et réussi la formation",
        "Code de vérification : 3467-9ACD-EFGH-JKMN-P",
        "أمينة مثال",
        "قد استكمل(ت) بنجاح تكوين",
        "المنظمة الدولية للهجرة بالمغرب بأن",
        # Lam and alef in their order, which a ligature would turn round.
        "تاريخ الإتمام",
        "الاسمية",
    ):
        assert phrase in text
