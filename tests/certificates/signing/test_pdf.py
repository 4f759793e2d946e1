"""Signatures as others see them: pdfsig (NSS), pdf_oxide, and a token that is not a file."""

import io
import subprocess
from pathlib import Path
from typing import Any

import pdf_oxide
import pypdf
import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certificates.rendering.page import page_build
from certificates.rendering.render import certificate_render
from certificates.signing.pdf import pdf_sign
from certificates.signing.signer import signer_get
from tests.certificates.signing.authority import Authority, der_of
from tests.certificates.test_rendering import DATA
from tests.factories.certificates import content_make

CODE = "3479ACDEFGHJKMNPR"
# Poppler's English.
VALID = "Signature Validation: Signature is Valid."


@pytest.fixture(scope="module")
def plain() -> bytes:
    page = page_build(data=DATA, content=content_make(), serial="OIM-MA-2026-000001", code=CODE)
    return certificate_render(page)


def pdfsig(pdf: bytes, folder: Path, *options: str) -> str:
    """Return what Debian's pdfsig says; NSS's database of trust is an empty one of the test's."""
    path = folder / "signed.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdfsig", "-nocert", *options, str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={"LC_ALL": "C", "HOME": str(folder), "PATH": "/usr/bin:/bin"},
    )
    return done.stdout + done.stderr


def test_an_independent_tool_says_valid_and_one_changed_byte_makes_it_invalid(
    plain: bytes, tmp_path: Path
):
    signed = pdf_sign(plain, reason="OIM-MA-2026-000001")
    said = pdfsig(signed, tmp_path)
    assert VALID in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert "DEMONSTRATION – NOT VALID (signature)" in said
    for place in (600, len(plain) // 2, len(plain) - 40):
        changed = bytearray(signed)
        changed[place] ^= 1
        assert VALID not in pdfsig(bytes(changed), tmp_path)


def test_what_is_added_afterwards_is_seen(plain: bytes, tmp_path: Path):
    signed = pdf_sign(plain)
    said = pdfsig(signed + b"\n% added\n%%EOF\n", tmp_path)
    assert "Total document signed" not in said


def test_the_signature_keeps_it_archival_and_tagged(plain: bytes):
    signed = pdf_sign(plain)
    for pdf in (plain, signed):
        document = pdf_oxide.PdfDocument.from_bytes(pdf)
        report = document.validate_pdf_a("3a")
        assert (report["valid"], report["errors"]) == (True, [])
        report = document.validate_pdf_ua()
        assert (report["valid"], report["errors"]) == (True, [])
    reader = pypdf.PdfReader(io.BytesIO(signed))
    root: Any = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    widget = reader.pages[0]["/Annots"][0].get_object()  # type: ignore[index]
    # ISO 19005-3, 6.3: printed, not hidden; without appearance only with an empty rectangle.
    assert (widget["/F"] & 0b111, list(widget["/Rect"])) == (4, [0, 0, 0, 0])
    reference = widget["/V"]["/Reference"][0]
    assert reference["/TransformParams"]["/P"] == 1
    assert "/DigestMethod" not in reference
    assert (
        root["/Metadata"].get_data()
        == pypdf.PdfReader(io.BytesIO(plain))
        .trailer["/Root"][  # type: ignore[index]
            "/Metadata"
        ]
        .get_data()
    )


def test_it_stays_small(plain: bytes):
    assert len(pdf_sign(plain)) < 80_000


def status_of(pdf: bytes, root: bytes) -> Any:
    trusted = ValidationContext(trust_roots=[x509.Certificate.load(root)])
    reader = PdfFileReader(io.BytesIO(pdf))
    return validate_pdf_signature(reader.embedded_signatures[0], trusted)


def test_the_organisation_signs_with_its_pkcs12(
    plain: bytes, organisation: Authority, tmp_path: Path
):
    signed = pdf_sign(plain)
    assert "Organisation exemple" in pdfsig(signed, tmp_path)
    status = status_of(signed, der_of(organisation.root))
    assert (status.bottom_line, status.trusted, status.timestamp_validity) == (True, True, None)


def test_a_time_stamp_says_when(plain: bytes, organisation: Authority, settings: Any):
    settings.PDF_SIGNING_TSA_URL = f"{organisation.url}/tsa"
    status = status_of(pdf_sign(plain), der_of(organisation.root))
    assert status.bottom_line
    assert status.timestamp_validity.valid


def test_validation_data_are_embedded_for_the_long_term(
    plain: bytes, organisation: Authority, settings: Any, tmp_path: Path
):
    settings.PDF_SIGNING_TSA_URL = f"{organisation.url}/tsa"
    settings.PDF_SIGNING_LTV = True
    signed = pdf_sign(plain)
    root: Any = pypdf.PdfReader(io.BytesIO(signed)).trailer["/Root"]
    assert len(root["/DSS"]["/CRLs"]) >= 1
    said = pdfsig(signed, tmp_path)
    assert VALID in said
    # Poppler does not judge the document's time stamp; pyHanko finds it among the signatures.
    kinds = [
        one.sig_object["/SubFilter"]
        for one in PdfFileReader(io.BytesIO(signed)).embedded_signatures
    ]
    assert kinds == ["/ETSI.CAdES.detached", "/ETSI.RFC3161"]


def test_a_token_signs_too(
    plain: bytes,
    authority: Authority,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    """SoftHSM stands for the organisation's token: the key never leaves it."""
    (tmp_path / "tokens").mkdir()
    config = tmp_path / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(config))
    token_fill(authority, tmp_path)
    module = next(Path("/usr/lib").rglob("libsofthsm2.so"))
    settings.PDF_SIGNER = "pkcs11"
    settings.PDF_SIGNING_PKCS11_MODULE = str(module)
    settings.PDF_SIGNING_PKCS11_TOKEN = "organisation"
    settings.PDF_SIGNING_PKCS11_PIN = "1234"
    settings.PDF_SIGNING_PKCS11_LABEL = "signature"
    settings.PDF_SIGNING_CHAIN = str(authority.chain)
    signed = pdf_sign(plain)
    assert signer_get().signing_cert.subject.native["common_name"] == "Organisation exemple"
    assert VALID in pdfsig(signed, tmp_path)


def token_fill(authority: Authority, folder: Path) -> None:
    """Put the organisation's key and certificate on a new token."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import pkcs12  # noqa: PLC0415

    key, certificate, _chain = pkcs12.load_key_and_certificates(
        authority.pkcs12.read_bytes(), b"organisation"
    )
    assert key is not None
    assert certificate is not None
    private = folder / "key.pem"
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    label = ["--label", "organisation"]
    pins = ["--pin", "1234", "--so-pin", "1234"]
    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", *label, *pins], check=True, capture_output=True
    )
    subprocess.run(
        [
            *["softhsm2-util", "--import", str(private), "--token", "organisation"],
            *["--pin", "1234", "--label", "signature", "--id", "01"],
        ],
        check=True,
        capture_output=True,
    )
    import pkcs11  # noqa: PLC0415
    from pkcs11.util.x509 import decode_x509_certificate  # noqa: PLC0415

    module = next(Path("/usr/lib").rglob("libsofthsm2.so"))
    token = pkcs11.lib(str(module)).get_token(token_label="organisation")
    with token.open(rw=True, user_pin="1234") as session:
        der = certificate.public_bytes(serialization.Encoding.DER)
        session.create_object(
            {
                **decode_x509_certificate(der),
                pkcs11.Attribute.TOKEN: True,
                pkcs11.Attribute.LABEL: "signature",
                pkcs11.Attribute.ID: b"\x01",
            }
        )
