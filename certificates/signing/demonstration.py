"""A signing authority for demonstrations, generated on first use and named so that none is fooled.

Everything says "DEMONSTRATION – NOT VALID". Production refuses it (`certificates.signing.checks`).
"""

import contextlib
import datetime as dt
import os
import tempfile
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

MARK = "DEMONSTRATION – NOT VALID"
# Not a secret: the authority is worthless by design, and the file is readable by its owner only.
PASSPHRASE = b"demonstration"
_YEARS_10 = dt.timedelta(days=3652)
_SIGN_ONLY = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


def demonstration_file(folder: Path) -> Path:
    """Return the authority's PKCS#12 file in `folder`, made now when it is missing.

    Two processes that start together end up with the same file.
    """
    target = folder / "demonstration.p12"
    if not target.exists():
        file_put_once(target, _generate())
    return target


def file_put_once(target: Path, content: bytes) -> None:
    """Write a file for its owner only, whole, unless somebody else was first."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    with contextlib.suppress(FileExistsError):
        os.link(name, target)
    Path(name).unlink()


def _name(role: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, MARK),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{MARK} ({role})"),
        ]
    )


def _builder(subject: x509.Name, issuer: x509.Name) -> x509.CertificateBuilder:
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + _YEARS_10)
    )


def _generate() -> bytes:
    root_key = rsa.generate_private_key(65537, 3072)
    key = rsa.generate_private_key(65537, 3072)
    root_name = _name("authority")
    root = (
        _builder(root_name, root_name)
        .public_key(root_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(root_key.public_key()), False)
        .sign(root_key, hashes.SHA256())
    )
    certificate = (
        _builder(_name("signature"), root_name)
        .public_key(key.public_key())
        .add_extension(_SIGN_ONLY, critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), False
        )
        .sign(root_key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        MARK.encode(),
        key,
        certificate,
        [root],
        serialization.BestAvailableEncryption(PASSPHRASE),
    )
