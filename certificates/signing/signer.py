"""The signer that the configuration names, kept in memory with its key loaded."""

import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from django.conf import settings
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign import Signer, SimpleSigner
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko_certvalidator.util import get_pyca_cryptography_hash

from certificates.signing.demonstration import MARK, PASSPHRASE, demonstration_file

PKCS12, PKCS11, DEMONSTRATION = "pkcs12", "pkcs11", "demonstration"
_lock = threading.Lock()


class SignerUnavailableError(Exception):
    """The configured signer cannot be used; the message says which setting to look at."""


class KeptSigner(SimpleSigner):
    """Keeps its private key loaded: pyHanko loads and checks it anew each time (0.1 s)."""

    _kept: Any = None

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        """Return the raw signature; RSA (PKCS#1 1.5) and ECDSA, what else there is by pyHanko."""
        if self._kept is None:
            self._kept = serialization.load_der_private_key(self.signing_key.dump(), None)
        digest = get_pyca_cryptography_hash(digest_algorithm)
        if isinstance(self._kept, rsa.RSAPrivateKey):
            return self._kept.sign(data, padding.PKCS1v15(), digest)
        if isinstance(self._kept, ec.EllipticCurvePrivateKey):
            return self._kept.sign(data, ec.ECDSA(digest))
        return super().sign_raw(data, digest_algorithm)


@dataclass(frozen=True, kw_only=True)
class SignerSource:
    """What a signer is made from; equal sources share one signer."""

    kind: str
    path: str = ""
    stamp: int = 0
    secret: str = ""
    token: str = ""
    label: str = ""
    chain: str = ""


def signer_source() -> SignerSource:
    """Return the source that the settings name. Raises SignerUnavailableError."""
    kind, chain = settings.PDF_SIGNER, settings.PDF_SIGNING_CHAIN
    if kind == DEMONSTRATION:
        path = demonstration_file(settings.PROOF_KEYS_DIR)
        return SignerSource(
            kind=kind, path=str(path), stamp=path.stat().st_mtime_ns, secret=PASSPHRASE.decode()
        )
    if kind == PKCS12:
        path = Path(settings.PDF_SIGNING_PKCS12)
        if not path.is_file():
            raise SignerUnavailableError("PDF_SIGNING_PKCS12 names no file.")
        return SignerSource(
            kind=kind,
            path=str(path),
            stamp=path.stat().st_mtime_ns,
            secret=settings.PDF_SIGNING_PASSPHRASE,
            chain=chain,
        )
    if kind == PKCS11:
        return SignerSource(
            kind=kind,
            path=settings.PDF_SIGNING_PKCS11_MODULE,
            secret=settings.PDF_SIGNING_PKCS11_PIN,
            token=settings.PDF_SIGNING_PKCS11_TOKEN,
            label=settings.PDF_SIGNING_PKCS11_LABEL,
            chain=chain,
        )
    raise SignerUnavailableError("PDF_SIGNER must be pkcs12, pkcs11 or demonstration.")


def signer_get() -> Signer:
    """Return the signer; loaded once in each process. Raises SignerUnavailableError."""
    with _lock:
        return _signer_load(signer_source())


@lru_cache(maxsize=4)
def _signer_load(source: SignerSource) -> Signer:
    chain = chain_load(source.chain)
    if source.kind == PKCS11:
        return _token_open(source, chain)
    loaded = SimpleSigner.load_pkcs12(source.path, passphrase=source.secret.encode())
    if loaded is None or loaded.signing_cert is None:
        raise SignerUnavailableError("PDF_SIGNING_PKCS12 and PDF_SIGNING_PASSPHRASE do not match.")
    loaded.cert_registry.register_multiple(chain)
    return KeptSigner(
        signing_cert=loaded.signing_cert,
        signing_key=loaded.signing_key,
        cert_registry=loaded.cert_registry,
    )


def _token_open(source: SignerSource, chain: list[x509.Certificate]) -> Signer:
    try:
        session = open_pkcs11_session(
            source.path,
            token_criteria=TokenCriteria(label=source.token),
            user_pin=source.secret,
        )
    except Exception as error:  # the module's own errors have no common base
        message = f"PDF_SIGNING_PKCS11_*: {error}"
        raise SignerUnavailableError(message) from error
    return PKCS11Signer(session, cert_label=source.label, ca_chain=chain, key_label=source.label)


def chain_load(path: str) -> list[x509.Certificate]:
    """Return the certificates of a PEM file; none without a path."""
    if not path:
        return []
    content = Path(path).read_bytes()
    parts = pem.unarmor(content, multiple=True)
    return [x509.Certificate.load(der) for _type, _headers, der in parts]


def signer_describe(signer: Signer) -> str:
    """Return who signs, as an administrator recognises it: common name and fingerprint."""
    certificate = signer.signing_cert
    if certificate is None:
        return ""
    name = certificate.subject.native.get("common_name", "")
    return f"{name} · {certificate.sha256.hex()[:32]}"


def signer_is_demonstration(signer: Signer) -> bool:
    """Whether the signer's certificate is one of a demonstration."""
    certificate = signer.signing_cert
    return certificate is not None and MARK in str(certificate.subject.native)
