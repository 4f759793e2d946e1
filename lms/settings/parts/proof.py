"""Proof of certificates: who signs the PDFs, and where the keys of credentials are kept.

Keys never go into the database. In production `check --deploy` refuses the demonstration authority,
keys made for a demonstration, and key files that others on the machine may read.
"""

from pathlib import Path

from lms.settings.env import VAR_DIR, env

# pkcs12 | pkcs11 | demonstration
PDF_SIGNER: str = env.str("PDF_SIGNER", default="")
PDF_SIGNING_PKCS12: str = env.str("PDF_SIGNING_PKCS12", default="")
PDF_SIGNING_PASSPHRASE: str = env.str("PDF_SIGNING_PASSPHRASE", default="")
PDF_SIGNING_PKCS11_MODULE: str = env.str("PDF_SIGNING_PKCS11_MODULE", default="")
PDF_SIGNING_PKCS11_TOKEN: str = env.str("PDF_SIGNING_PKCS11_TOKEN", default="")
PDF_SIGNING_PKCS11_PIN: str = env.str("PDF_SIGNING_PKCS11_PIN", default="")
PDF_SIGNING_PKCS11_LABEL: str = env.str("PDF_SIGNING_PKCS11_LABEL", default="")
# Certificates above the signer's, root included, as PEM: embedded, and trusted for validation data.
PDF_SIGNING_CHAIN: str = env.str("PDF_SIGNING_CHAIN", default="")
PDF_SIGNING_TSA_URL: str = env.str("PDF_SIGNING_TSA_URL", default="")
PDF_SIGNING_TSA_USER: str = env.str("PDF_SIGNING_TSA_USER", default="")
PDF_SIGNING_TSA_PASSWORD: str = env.str("PDF_SIGNING_TSA_PASSWORD", default="")
# Embed what proves, years later, that the signer's certificate was valid (needs PDF_SIGNING_CHAIN).
PDF_SIGNING_LTV: bool = env.bool("PDF_SIGNING_LTV", default=False)

PROOF_KEYS_DIR = Path(env.str("PROOF_KEYS_DIR", default=str(VAR_DIR / "keys")))
CREDENTIAL_KEYS_PASSPHRASE: str = env.str("CREDENTIAL_KEYS_PASSPHRASE", default="")
# Makes a key by itself when there is none: the demonstration and tests only.
CREDENTIAL_KEYS_DEMO = False
