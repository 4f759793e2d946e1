"""What proves a certificate, in the browser of an employer and of its holder, at phone width."""

import io
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from accounts.demo import PASSWORD
from tests.e2e.helpers import HostWatch, page_check

pytestmark = pytest.mark.e2e

WORDS = {
    "fr": {
        "valid": "Cette attestation est authentique et valable",
        "revoked": "Cette attestation a été révoquée",
        "replaced": "remplacée par une plus récente",
        "expired": "sa validité est terminée",
        "file": "Le fichier est exactement celui que nous avons émis",
        "changed": "Ce fichier n’est pas tel que nous l’avons émis",
        "ready": "Ce téléphone est prêt",
        "signed": "La signature est authentique",
        "forged": "Ce n’est pas une déclaration authentique",
    },
    "ar": {
        "valid": "هذه الشهادة صحيحة وسارية المفعول",
        "revoked": "أُلغيت هذه الشهادة",
        "replaced": "عُوّضت هذه الشهادة",
        "expired": "انتهت",
        "file": "الملف مطابق تماما لما أصدرناه",
        "changed": "هذا الملف ليس كما أصدرناه",
        "ready": "هذا الهاتف جاهز",
        "signed": "التوقيع صحيح",
        "forged": "هذا ليس تصريحا صحيحا",
    },
}
SHARED = {
    "fr": ("Ce que voient les autres", "Ouvrir la page publique", "Enregistrer"),
    "ar": ("ما يراه الآخرون", "فتح الصفحة العمومية", "تسجيل"),
}


def codes_of(platform: Any) -> dict[str, str]:
    """Return the demonstration's codes by state."""
    printed = platform.manage("demo_certificates")
    return dict(re.findall(r"(\w+) +\S+ +http\S+/verify/(\w+)/", printed))


def login(page: Any, platform: Any, language: str) -> None:
    page.goto(f"{platform.url}/{language}/accounts/login/")
    page.fill("input[name=login]", "diplomee")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/dashboard/**")


def pdf_download(page: Any, platform: Any, language: str) -> bytes:
    """Return the valid certificate's PDF, downloaded by its holder."""
    page.goto(f"{platform.url}/{language}/certificates/")
    with page.expect_download() as waited:
        page.locator("a[href$='/download/']").first.click()
    return Path(waited.value.path()).read_bytes()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_an_employer_checks_by_code_and_by_file(page, platform, tmp_path, language):
    words, codes = WORDS[language], codes_of(platform)
    watch = HostWatch(page, platform.url)
    page.goto(f"{platform.url}/{language}/verify/")
    page_check(page, language)
    page.fill("input[name=code]", codes["valid"].lower())
    page.locator("form[method=get] button").click()
    assert words["valid"] in page.inner_text("main")
    page_check(page, language)
    for state in ("revoked", "replaced", "expired"):
        page.goto(f"{platform.url}/{language}/verify/{codes[state]}/")
        assert words[state] in page.inner_text("main")
    login(page, platform, language)
    pdf = pdf_download(page, platform, language)
    for content, word in ((pdf, "file"), (pdf.replace(b"/Type", b"/Typf", 1), "changed")):
        path = tmp_path / "certificate.pdf"
        path.write_bytes(content)
        page.goto(f"{platform.url}/{language}/verify/")
        page.set_input_files("input[type=file]", str(path))
        page.locator("form[method=post] button").last.click()
        assert words[word] in page.inner_text("main")
        page_check(page, language)
    assert watch.foreign == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_prepared_phone_checks_without_a_network(page, platform, language):
    words = WORDS[language]
    login(page, platform, language)
    page.goto(f"{platform.url}/{language}/verify/offline/")
    page.get_by_text(words["ready"]).wait_for()
    page_check(page, language)
    pdf = pypdfium2.PdfDocument(io.BytesIO(pdf_download(page, platform, language)))
    (found,) = zxingcpp.read_barcodes(pdf[0].render(scale=3).to_pil())
    # The holder reads in French; the employer's phone was prepared in their own language.
    address = found.text.replace("/fr/verify/", f"/{language}/verify/")
    page.context.set_offline(True)
    page.goto(address)
    page.get_by_text(words["signed"], exact=True).wait_for()
    assert "Démo DIPLÔMÉE" in page.inner_text("main")
    page_check(page, language)
    letter = "1" if address[-10] == "0" else "0"
    page.goto(f"{platform.url}/{language}/verify/offline/")
    page.fill("#offline-link", address[:-10] + letter + address[-9:])
    page.locator("[data-part=form] button").click()
    page.get_by_text(words["forged"]).wait_for()
    page.context.set_offline(False)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_holder_shares_and_stops_sharing(page, browser, platform, language):
    _title, opening, save = SHARED[language]
    login(page, platform, language)
    page.goto(f"{platform.url}/{language}/certificates/")
    page_check(page, language)
    address = page.get_by_role("link", name=opening).get_attribute("href")
    visitor = browser.new_context(viewport={"width": 390, "height": 844})
    stranger = visitor.new_page()
    stranger.goto(address)
    assert WORDS[language]["valid"] in stranger.inner_text("main")
    page_check(stranger, language)
    public = page.locator("input[name=is_public]").first
    public.uncheck()
    page.get_by_role("button", name=save).first.click()
    assert page.get_by_role("link", name=opening).count() == 0
    assert stranger.goto(address).status == 404
    page.locator("details", has=page.locator("input[name=is_public]")).first.evaluate(
        "element => { element.open = true; }"
    )
    page.locator("input[name=is_public]").first.check()
    page.get_by_role("button", name=save).first.click()
    assert page.get_by_role("link", name=opening).get_attribute("href") != address
    visitor.close()
