"""The holder's certificates, whatever their state, and the courses of a transcript."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from accounts.models import User
from certificates.models import Certificate


def certificates_all(user: User) -> QuerySet[Certificate]:
    """Return all certificates of the person, latest first, with what their page shows."""
    return Certificate.objects.filter(user=user).select_related("sharing", "replaced_by")


@dataclass(frozen=True, kw_only=True)
class TranscriptRow:
    """A completed course as the transcript states it."""

    title_fr: str
    title_ar: str
    minutes: int
    completed_on: dt.date
    serial: str
    state: str
    score: Decimal | None
    issuer_fr: str
    issuer_ar: str


def transcript_rows(user: User) -> list[TranscriptRow]:
    """Return one row per certificate that counts, oldest first; one query.

    The result is the one frozen in the certificate, None without one.
    """
    certificates = list(certificates_all(user).exclude(status="replaced").order_by("issued_at"))
    return [
        TranscriptRow(
            title_fr=row.data["course_fr"],
            title_ar=row.data["course_ar"],
            minutes=row.data["minutes"],
            completed_on=dt.date.fromisoformat(row.data["completed_on"] or row.data["issued_on"]),
            serial=row.serial,
            state=str(row.status),
            score=Decimal(row.data["score"]) if row.data.get("score") else None,
            issuer_fr=row.data["issuer_fr"],
            issuer_ar=row.data["issuer_ar"],
        )
        for row in certificates
    ]
