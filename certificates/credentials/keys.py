"""Ed25519 keys of credentials: one file outside the database, readable by its owner only.

A key is active (signs), former (signs no more, its signatures stay good) or withdrawn (its
signatures are worth nothing any more). The private part exists only while a key is active.
"""

import base64
import datetime as dt
import fcntl
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from certificates.credentials.base58 import base58_encode

ACTIVE, FORMER, WITHDRAWN = "active", "former", "withdrawn"
# Multicodec of an Ed25519 public key.
_MULTICODEC = b"\xed\x01"
_RAW = (serialization.Encoding.Raw, serialization.PublicFormat.Raw)


class KeyMissingError(Exception):
    """There is no such key; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class CredentialKey:
    """One key as it stands in the file. `public` is base64, `private` PKCS#8 PEM or empty."""

    id: str
    state: str
    created: str
    public: str
    private: str = ""
    demonstration: bool = False

    @property
    def public_bytes(self) -> bytes:
        """The 32 bytes of the public key."""
        return base64.b64decode(self.public)

    @property
    def multibase(self) -> str:
        """The public key as a DID document writes it."""
        return "z" + base58_encode(_MULTICODEC + self.public_bytes)

    @property
    def id_bytes(self) -> bytes:
        """The four bytes that name the key where room is scarce."""
        return bytes.fromhex(self.id.removeprefix("key-"))

    def verify_key(self) -> Ed25519PublicKey:
        """The key that checks signatures."""
        return Ed25519PublicKey.from_public_bytes(self.public_bytes)


def keys_file() -> Path:
    """Where the keys are."""
    return Path(settings.PROOF_KEYS_DIR) / "credentials.json"


def keys_all() -> tuple[CredentialKey, ...]:
    """Return all keys, oldest first; a demonstration makes its first one here."""
    path = keys_file()
    if not path.exists():
        if not settings.CREDENTIAL_KEYS_DEMO:
            return ()
        with _writing() as keys:
            if not keys:
                keys.append(_generate(is_demonstration=True))
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, _stamp: int) -> tuple[CredentialKey, ...]:
    return tuple(CredentialKey(**row) for row in json.loads(path.read_text())["keys"])


def key_active() -> CredentialKey:
    """Return the key that signs now. Raises KeyMissingError."""
    for key in keys_all():
        if key.state == ACTIVE:
            return key
    raise KeyMissingError("There is no active key: run manage.py credential_keys make.")


def keys_good() -> list[CredentialKey]:
    """Return the keys whose signatures count: the active one and former ones."""
    return [key for key in keys_all() if key.state != WITHDRAWN]


def sign(content: bytes) -> tuple[CredentialKey, bytes]:
    """Return the active key and its signature over `content`. Raises KeyMissingError."""
    key = key_active()
    return key, _private_load(key.private, settings.CREDENTIAL_KEYS_PASSPHRASE).sign(content)


@lru_cache(maxsize=4)
def _private_load(armoured: str, passphrase: str) -> Ed25519PrivateKey:
    loaded = serialization.load_pem_private_key(
        armoured.encode(), passphrase.encode() if passphrase else None
    )
    if not isinstance(loaded, Ed25519PrivateKey):
        raise TypeError("not an Ed25519 key")
    return loaded


def key_make() -> CredentialKey:
    """Make the active key; the one before becomes a former key and loses its private part."""
    with _writing() as keys:
        keys[:] = [_retired(key, FORMER) if key.state == ACTIVE else key for key in keys]
        made = _generate(is_demonstration=settings.CREDENTIAL_KEYS_DEMO)
        keys.append(made)
    return made


def key_withdraw(key_id: str) -> None:
    """Withdraw a key that fell into wrong hands: what it signed is no longer good.

    Documents it signed are signed anew when they are next asked for. Raises KeyMissingError.
    """
    with _writing() as keys:
        if key_id not in {key.id for key in keys}:
            message = f"There is no key {key_id}."
            raise KeyMissingError(message)
        keys[:] = [_retired(key, WITHDRAWN) if key.id == key_id else key for key in keys]


def _retired(key: CredentialKey, state: str) -> CredentialKey:
    return replace(key, state=state, private="")


def _generate(*, is_demonstration: bool) -> CredentialKey:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(*_RAW)
    passphrase = settings.CREDENTIAL_KEYS_PASSPHRASE
    protection: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        protection = serialization.BestAvailableEncryption(passphrase.encode())
    return CredentialKey(
        id=f"key-{hashlib.sha256(public).hexdigest()[:8]}",
        state=ACTIVE,
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        public=base64.b64encode(public).decode(),
        private=private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, protection
        ).decode(),
        demonstration=is_demonstration,
    )


@contextmanager
def _writing() -> Iterator[list[CredentialKey]]:
    """Give the keys to change; the file is replaced whole, one writer at a time."""
    path = keys_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (path.parent / ".credentials.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        keys = list(_read(path, path.stat().st_mtime_ns)) if path.exists() else []
        before = list(keys)
        yield keys
        if keys == before:
            return
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w") as stream:
            json.dump({"keys": [asdict(key) for key in keys]}, stream, indent=1)
        Path(name).replace(path)
