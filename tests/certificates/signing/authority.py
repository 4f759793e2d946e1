"""An authority for tests: a chain with a revocation list and a time stamp service, over HTTP."""

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from asn1crypto import keys, pem, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

SECRET = "organisation"
DER, PEM = serialization.Encoding.DER, serialization.Encoding.PEM


@dataclass(frozen=True)
class Authority:
    """Files of an organisation that signs, and the address of its services."""

    pkcs12: Path
    chain: Path
    root: Path
    url: str


def key_new() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def certificate_new(
    name: str, key: Any, issuer: str, issuer_key: Any, extensions: list[tuple[Any, bool]]
) -> x509.Certificate:
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .serial_number(x509.random_serial_number())
        .public_key(key.public_key())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=400))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False
        )
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer_key, hashes.SHA256())


def usage(**flags: bool) -> tuple[x509.KeyUsage, bool]:
    unset = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(**{**unset, **flags}), True


@contextmanager
def authority_serve(folder: Path) -> Iterator[Authority]:
    """Make the chain, serve its revocation list at /crl and its time stamps at /tsa."""
    root_key, key, tsa_key = key_new(), key_new(), key_new()
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    url = f"http://127.0.0.1:{server.server_address[1]}"
    points = x509.CRLDistributionPoints(
        [x509.DistributionPoint([x509.UniformResourceIdentifier(f"{url}/crl")], None, None, None)]
    )
    name = "Racine exemple"
    is_authority = [
        (x509.BasicConstraints(ca=True, path_length=0), True),
        usage(key_cert_sign=True, crl_sign=True),
    ]
    root = certificate_new(name, root_key, name, root_key, is_authority)
    signs = [usage(digital_signature=True, content_commitment=True), (points, False)]
    signer = certificate_new("Organisation exemple", key, name, root_key, signs)
    stamps = [
        usage(digital_signature=True),
        (points, False),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True),
    ]
    stamper = certificate_new("Horodatage exemple", tsa_key, name, root_key, stamps)
    now = dt.datetime.now(dt.UTC)
    revoked = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.subject)
        .last_update(now - dt.timedelta(hours=1))
        .next_update(now + dt.timedelta(days=7))
        .add_extension(x509.CRLNumber(1), False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), False
        )
        .sign(root_key, hashes.SHA256())
        .public_bytes(DER)
    )
    server.RequestHandlerClass = handler_make(revoked, stamper, tsa_key)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    folder.mkdir(parents=True, exist_ok=True)
    files = Authority(folder / "org.p12", folder / "chain.pem", folder / "root.pem", url)
    files.pkcs12.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"org", key, signer, [root], serialization.BestAvailableEncryption(SECRET.encode())
        )
    )
    files.pkcs12.chmod(0o600)
    files.chain.write_bytes(root.public_bytes(PEM))
    files.root.write_bytes(root.public_bytes(PEM))
    try:
        yield files
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def handler_make(revoked: bytes, stamper: x509.Certificate, tsa_key: Any) -> Any:
    """Return a request handler for the two services."""
    private = tsa_key.private_bytes(
        DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    service = DummyTimeStamper(
        tsa_cert=asn1_x509.Certificate.load(stamper.public_bytes(DER)),
        tsa_key=keys.PrivateKeyInfo.load(private),
    )

    class Handler(BaseHTTPRequestHandler):
        def answer(self, content: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self) -> None:
            self.answer(revoked, "application/pkix-crl")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            response = service.request_tsa_response(tsp.TimeStampReq.load(body))
            self.answer(response.dump(), "application/timestamp-reply")

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    return Handler


def der_of(path: Path) -> bytes:
    """Return the first certificate of a PEM file."""
    return bytes(pem.unarmor(path.read_bytes())[2])
