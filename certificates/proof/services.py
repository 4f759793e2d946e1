"""Keeping signed documents: written once, found again by hash, never changed."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, transaction

from accounts.models import User
from certificates.models import Certificate
from certificates.proof.models import DocumentKind, SignedDocument

logger = logging.getLogger(__name__)
ENDINGS = {DocumentKind.PDF: "pdf", DocumentKind.CREDENTIAL: "json"}


@dataclass(frozen=True, kw_only=True)
class Made:
    """A freshly signed document and who signed it."""

    content: bytes
    signed_by: str


def document_keep(
    *,
    certificate: Certificate,
    kind: DocumentKind,
    make: Callable[[], Made],
    is_usable: Callable[[SignedDocument], bool] = lambda _row: True,
) -> bytes:
    """Return the certificate's document, made, stored and written down at the first call.

    Two callers at once get the same bytes: the database's constraint decides whose were first.
    A lost or damaged file, or one that `is_usable` refuses, is made anew under the next number.
    """
    latest = (
        SignedDocument.objects.filter(certificate=certificate, kind=kind)
        .order_by("-number")
        .first()
    )
    if latest is not None and is_usable(latest):
        content = _content_read(latest)
        if content is not None:
            return content
    made = make()
    number = latest.number + 1 if latest else 1
    name = f"certificates/{certificate.issued_at.year}/{certificate.uuid}-{number}.{ENDINGS[kind]}"
    storage = storages["default"]
    file = storage.save(name, ContentFile(made.content))
    try:
        with transaction.atomic():
            SignedDocument.objects.create(
                certificate=certificate,
                kind=kind,
                number=number,
                sha256=hashlib.sha256(made.content).hexdigest(),
                size=len(made.content),
                file=file,
                signed_by=made.signed_by,
            )
    except IntegrityError:
        winner = SignedDocument.objects.get(certificate=certificate, kind=kind, number=number)
        if winner.file != file:
            storage.delete(file)
        content = _content_read(winner)
        if content is None:
            raise
        return content
    return made.content


def _content_read(row: SignedDocument) -> bytes | None:
    """Return the stored bytes, None when they are missing or not those that were signed."""
    try:
        with storages["default"].open(row.file) as stream:
            content = bytes(stream.read())
    except OSError:
        logger.exception("signed document %s is missing: it is made anew", row.pk)
        return None
    if hashlib.sha256(content).hexdigest() != row.sha256:
        logger.error("signed document %s was changed on disk: it is made anew", row.pk)
        return None
    return content


def transcript_remember(*, user: User, content: bytes, signed_by: str) -> None:
    """Write down the hash of a transcript, so that it can be recognised when it is shown to us."""
    SignedDocument.objects.get_or_create(
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={
            "user": user,
            "kind": DocumentKind.TRANSCRIPT,
            "size": len(content),
            "signed_by": signed_by,
        },
    )
