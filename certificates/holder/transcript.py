"""The transcript: one signed PDF in both languages about all that a person completed."""

import datetime as dt
import json
import threading
from decimal import Decimal
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from certificates.holder.selectors import TranscriptRow, transcript_rows
from certificates.proof.services import transcript_remember
from certificates.signing.pdf import pdf_sign
from certificates.signing.signer import signer_describe, signer_get
from core.dates import date_format_long, duration_format, number_format_spaced
from core.exceptions import LmsError

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = ("fr", "ar")
_lock = threading.Lock()


class TranscriptEmptyError(LmsError):
    """There is nothing to state yet."""

    code = "transcript_empty"
    status = HTTPStatus.CONFLICT
    message = gettext_lazy("You have no certificate yet: a transcript would be empty.")


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        str(TEMPLATES / "transcript.typ"),
        root=str(TEMPLATES),
        font_paths=[str(path) for path in settings.CERTIFICATE_FONT_DIRS],
        ignore_system_fonts=True,
    )


def transcript_make(*, user: User, has_results: bool) -> bytes:
    """Return the signed transcript of today; only its hash is kept, to recognise it later.

    Raises TranscriptEmptyError, and SignerUnavailableError without a signer.
    """
    rows = transcript_rows(user)
    if not rows:
        raise TranscriptEmptyError
    content = pdf_sign(transcript_render(user=user, rows=rows, has_results=has_results))
    transcript_remember(user=user, content=content, signed_by=signer_describe(signer_get()))
    return content


def transcript_render(*, user: User, rows: list[TranscriptRow], has_results: bool) -> bytes:
    """Return the PDF/A-3a and PDF/UA-1, not yet signed."""
    now = timezone.now()
    page = _page(user=user, rows=rows, has_results=has_results, today=timezone.localdate())
    with _lock:
        result = _compiler().compile(
            format="pdf",
            sys_inputs={"data": json.dumps(page, ensure_ascii=False)},
            pdf_standards=["a-3a", "ua-1"],
            timestamp=int(now.timestamp()),
        )
    if not isinstance(result, bytes):
        raise TypeError("typst gave no single PDF")
    return result


def _page(
    *, user: User, rows: list[TranscriptRow], has_results: bool, today: dt.date
) -> dict[str, Any]:
    latin = user.name_latin or ("" if user.name_arabic else user.username)
    page: dict[str, Any] = {
        "name": latin or user.name_arabic,
        "name_latin": latin,
        "name_arabic": user.name_arabic,
        "day": [today.year, today.month, today.day],
        "issuer_fr": rows[-1].issuer_fr,
        "issuer_ar": rows[-1].issuer_ar,
        "results": has_results,
        "rows": [_row(row) for row in rows],
    }
    minutes = sum(row.minutes for row in rows if row.state == "valid")
    for language in LANGUAGES:
        with translation.override(language):
            page[language] = _texts(minutes, today, language)
    return page


def _texts(minutes: int, today: dt.date, language: str) -> dict[str, str]:
    # Isolated: its slashes stay where they are in a line of Arabic.
    address = f"\u2066{settings.SITE_URL}{reverse('certificates:verify_form')}\u2069"
    return {
        "title": _("Transcript"),
        "made": _("As of %(date)s") % {"date": date_format_long(today, language)},
        "course": _("Course"),
        "hours": _("Hours"),
        "result": _("Result"),
        "date": _("Completed on"),
        "certificate": _("Certificate"),
        "total": _("Total of certificates in force: %(hours)s")
        % {"hours": duration_format(minutes)},
        "check": _(
            "This document is signed electronically. To check it, upload the file at %(address)s"
        )
        % {"address": address},
        "footer": _("Signed document: print it for reading, send the file as proof."),
    }


def _row(row: TranscriptRow) -> dict[str, str]:
    hours = f"{row.minutes // 60} h {row.minutes % 60:02d}" if row.minutes else "–"
    stated = {
        "title_fr": row.title_fr,
        "title_ar": row.title_ar,
        "hours": hours,
        "result": _percent(row.score),
        "serial": row.serial,
    }
    for language in LANGUAGES:
        with translation.override(language):
            stated[f"date_{language}"] = date_format_long(row.completed_on, language)
            stated[f"note_{language}"] = _("revoked") if row.state == "revoked" else ""
    return stated


def _percent(score: Decimal | None) -> str:
    """One decimal where there is one: « 87,5 % »."""
    if score is None:
        return "–"
    return number_format_spaced(score, 1 if score % 1 else 0) + "\u00a0%"
