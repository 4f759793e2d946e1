"""What somebody who checks a certificate is told: its state, and what the holder lets them see."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from certificates.credentials.baking import credential_extract, credential_write
from certificates.models import Certificate, SignedDocument
from certificates.proof.models import DocumentKind, NameShown
from certificates.selectors import certificate_lookup
from core.exceptions import NotFoundError


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The answer about one certificate. Never a score, an identity number or a reason."""

    state: str
    serial: str
    name_latin: str
    name_arabic: str
    is_named: bool
    title_fr: str
    title_ar: str
    issuer_fr: str
    issuer_ar: str
    minutes: int
    minutes_in_person: int
    completed_on: dt.date | None
    issued_on: dt.date
    expires_on: dt.date | None
    revoked_on: dt.date | None
    replaced_by: str
    pdf_sha256: str


@dataclass(frozen=True, kw_only=True)
class FileVerdict:
    """The answer about a file. `kind` is empty when it is not, byte for byte, one of ours."""

    kind: str
    facts: Facts | None = None
    signed_at: dt.datetime | None = None


def facts_find(typed: str) -> Facts | None:
    """Return the facts for a code as typed, None when no certificate has it; two queries at most.

    Every unknown code costs the same one query and gets the same answer. Raises
    CodeMalformedError, which depends on the typing alone.
    """
    certificate = certificate_lookup(typed).certificate
    return facts_of(certificate) if certificate is not None else None


def facts_of(certificate: Certificate) -> Facts:
    """Return what others may see of a certificate."""
    data = certificate.data
    document = certificate.documents.filter(kind=DocumentKind.PDF).order_by("-number").first()
    latin, arabic = names_seen(certificate)
    return Facts(
        state=certificate.state,
        serial=certificate.serial,
        name_latin=latin,
        name_arabic=arabic,
        is_named=name_is_agreed(certificate),
        title_fr=data["course_fr"],
        title_ar=data["course_ar"],
        issuer_fr=data["issuer_fr"],
        issuer_ar=data["issuer_ar"],
        minutes=data["minutes"],
        minutes_in_person=data.get("minutes_in_person") or 0,
        completed_on=_iso(data.get("completed_on") or ""),
        issued_on=dt.date.fromisoformat(data["issued_on"]),
        expires_on=_day(certificate.expires_at),
        revoked_on=_day(certificate.revoked_at),
        replaced_by=certificate.replaced_by.check_code if certificate.replaced_by else "",
        pdf_sha256=document.sha256 if document else "",
    )


def names_seen(certificate: Certificate) -> list[str]:
    """Return the holder's name in Latin and in Arabic letters as others see it."""
    shown = str if name_is_agreed(certificate) else initials
    return [shown(certificate.data["name_latin"]), shown(certificate.data["name_arabic"])]


def name_is_agreed(certificate: Certificate) -> bool:
    """Whether the holder agreed to the full name; who never chose did not."""
    sharing = getattr(certificate, "sharing", None)
    return sharing is not None and sharing.name_shown == NameShown.FULL


def initials(name: str) -> str:
    """Return the initials of a name in either script: « S. E. »."""
    return "\u00a0".join(f"{word[0]}." for word in name.split())


def _iso(text: str) -> dt.date | None:
    """A certificate issued by hand may have no day of completion."""
    return dt.date.fromisoformat(text) if text else None


def _day(moment: dt.datetime | None) -> dt.date | None:
    return timezone.localtime(moment).date() if moment else None


def file_judge(content: bytes) -> FileVerdict:
    """Say whether a file is one that we signed, unchanged. Nothing of it is kept.

    A PDF, a baked image's credential or a credential as JSON is recognised by its hash alone;
    a credential that a wallet merely wrote in another order is put back into ours first.
    """
    for candidate in _candidates(content):
        digest = hashlib.sha256(candidate).hexdigest()
        row = (
            SignedDocument.objects.filter(sha256=digest)
            .select_related("certificate__sharing", "certificate__replaced_by")
            .first()
        )
        if row is not None:
            facts = facts_of(row.certificate) if row.certificate else None
            return FileVerdict(kind=row.kind, facts=facts, signed_at=row.created_at)
    return FileVerdict(kind="")


def _candidates(content: bytes) -> list[bytes]:
    extracted = credential_extract(content)
    if extracted is None:
        return [content]
    try:
        document: Any = json.loads(extracted)
        return [content, credential_write(document)]
    except (ValueError, RecursionError):
        return [content]


def shared_find(token: str) -> Facts:
    """Return the facts of a public page. Raises NotFoundError when it is off or never was."""
    certificate = (
        Certificate.objects.filter(sharing__token=token, sharing__is_public=True)
        .select_related("sharing", "replaced_by")
        .first()
    )
    if certificate is None:
        raise NotFoundError
    return facts_of(certificate)
