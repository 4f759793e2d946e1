"""`check --deploy` with a complete production configuration, its keys made for this one check."""

import datetime as dt
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).resolve().parent.parent
PASSPHRASE = "check"  # noqa: S105 (of a file that lives as long as this check)


def pkcs12_write(path: Path) -> None:
    """Write a signing certificate, as an organisation would have one."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Organisation exemple")])
    start = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .serial_number(x509.random_serial_number())
        .public_key(key.public_key())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=2))
        .sign(key, hashes.SHA256())
    )
    protection = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"check", key, certificate, None, protection)
    )
    path.chmod(0o600)


def manage(env: dict[str, str], *command: str) -> int:
    """Run a management command; return its exit code."""
    return subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=False
    ).returncode


def main() -> int:
    """Configure, make a key for credentials, check."""
    with tempfile.TemporaryDirectory(prefix="lms-check-") as folder:
        path = Path(folder) / "organisation.p12"
        pkcs12_write(path)
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "lms.settings.production",
            "SECRET_KEY": "check-" + "".join(chr(97 + i % 26) + str(i % 10) for i in range(40)),
            "ALLOWED_HOSTS": "formation.example.org",
            "SITE_URL": "https://formation.example.org",
            "PDF_SIGNER": "pkcs12",
            "PDF_SIGNING_PKCS12": str(path),
            "PDF_SIGNING_PASSPHRASE": PASSPHRASE,
            "PROOF_KEYS_DIR": str(Path(folder) / "keys"),
        }
        manage(env, "credential_keys", "make")
        return manage(env, "check", "--deploy", "--fail-level", "WARNING")


if __name__ == "__main__":
    sys.exit(main())
