"""Bitstring Status List v1.0: one public list says which credentials are no longer in force.

A list has 131,072 places; a credential's place is drawn at random and lists are left half empty,
so that neither a place nor a list tells how many certificates there are, or which came after which.
"""

import base64
import gzip
import secrets
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from certificates.credentials.contexts import CREDENTIALS_V2
from certificates.credentials.issuer import issuer_did
from certificates.credentials.proof import moment_write, proof_add
from certificates.enums import CertificateStatus
from certificates.models import Certificate, StatusNumber
from core.exceptions import NotFoundError

PLACES = 131_072
PURPOSE = "revocation"
_TRIES = 40


def status_url(list_number: int) -> str:
    """Return the public address of a list."""
    return f"{settings.SITE_URL}{reverse('status_list', args=[list_number])}"


def status_number_of(certificate: Certificate) -> StatusNumber:
    """Return the certificate's place, drawn at the first call."""
    for _try in range(_TRIES):
        found = StatusNumber.objects.filter(certificate=certificate).first()
        if found is not None:
            return found
        try:
            with transaction.atomic():
                return StatusNumber.objects.create(
                    certificate=certificate,
                    list_number=_list_open(),
                    position=secrets.randbelow(PLACES),
                )
        except IntegrityError:
            # The place is taken, or another process was first: look again.
            continue
    raise RuntimeError("no free place in the status list")


def _list_open() -> int:
    last = StatusNumber.objects.order_by("-list_number").values_list("list_number", flat=True)
    number = last.first() or 1
    used = StatusNumber.objects.filter(list_number=number).count()
    return number if used < PLACES // 2 else number + 1


def status_entry(number: StatusNumber) -> dict[str, Any]:
    """Return what a credential says about where its status stands."""
    url = status_url(number.list_number)
    return {
        "id": f"{url}#{number.position}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": PURPOSE,
        "statusListIndex": str(number.position),
        "statusListCredential": url,
    }


def status_list(list_number: int) -> dict[str, Any]:
    """Return the signed list; one query. Raises NotFoundError for a list that does not exist.

    A place is set for what is revoked and for what a correction replaced.
    """
    rows = StatusNumber.objects.filter(list_number=list_number)
    places = rows.exclude(certificate__status=CertificateStatus.VALID)
    # The first list exists before its first credential: a verifier may look early.
    if list_number != 1 and not rows.exists():
        raise NotFoundError
    url = status_url(list_number)
    document = {
        "@context": [CREDENTIALS_V2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_did(),
        "validFrom": moment_write(timezone.now()),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": PURPOSE,
            "encodedList": bits_encode(places.values_list("position", flat=True)),
        },
    }
    return proof_add(document, created=timezone.now())


def bits_encode(positions: Any) -> str:
    """Return the bit string, compressed: the first place is the first byte's highest bit."""
    bits = bytearray(PLACES // 8)
    for position in positions:
        bits[position // 8] |= 0x80 >> position % 8
    packed = base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0))
    return "u" + packed.decode().rstrip("=")
