"""What stands on the page, from a certificate's frozen facts and its version's frozen texts."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from certificates.check_code import code_format
from certificates.models import Certificate
from certificates.offline.payload import offline_link
from certificates.placeholders import line_fill, lines_fill
from core.dates import date_format_long, duration_format, number_format_spaced

LANGUAGES = ("fr", "ar")


def verify_url(code: str, language: str) -> str:
    """Return the public address that checks a code."""
    with translation.override(language):
        return f"{settings.SITE_URL}{reverse('certificates:verify', args=[code])}"


def certificate_page(certificate: Certificate) -> dict[str, Any]:
    """Return the page of an issued certificate, for `rendering.certificate_render`.

    Its QR code carries a signed statement (ADR 10): only what exists gets one, never a preview.
    """
    page = page_build(
        data=certificate.data,
        content=certificate.version.content,
        serial=certificate.serial,
        code=certificate.check_code,
    )
    page["qr"] = offline_link(data=certificate.data, code=certificate.check_code)
    return page


def page_build(
    *, data: Mapping[str, Any], content: Mapping[str, Any], serial: str, code: str
) -> dict[str, Any]:
    """Return the page's texts and look. Names missing in one script are shown in the other."""
    issued = dt.date.fromisoformat(data["issued_on"])
    page: dict[str, Any] = {
        "design": content["design"],
        "orientation": content["orientation"],
        "mode": content["mode"],
        "serial": serial,
        "code": code_format(code),
        "url": verify_url(code, data.get("language", "fr")),
        "issued": [issued.year, issued.month, issued.day],
        "logos": content["logos"],
        "signatories": content["signatories"],
    }
    for language in LANGUAGES:
        with translation.override(language):
            page[language] = _side(data, content, language)
    return page


def values_of(data: Mapping[str, Any], level: str, language: str) -> dict[str, str]:
    """Return the value of each placeholder in a language (active), empty when there is none."""
    names = (data["name_latin"], data["name_arabic"])
    score = data.get("score") or ""
    values = {
        "name": names[1] or names[0] if language == "ar" else names[0] or names[1],
        "course": data[f"course_{language}"],
        "hours": duration_format(data["minutes"]) if data["minutes"] else "",
        "hours_in_person": "",
        "score": f"{number_format_spaced(float(score))}\u00a0%" if score else "",
        "level": level,
        "cohort": data.get(f"cohort_{language}", ""),
        "institution": data.get(f"institution_{language}", ""),
    }
    if data.get("minutes_in_person"):
        values["hours_in_person"] = duration_format(data["minutes_in_person"])
    for name in ("completed_on", "issued_on", "expires_on"):
        day = data.get(name) or ""
        values[name] = date_format_long(dt.date.fromisoformat(day), language) if day else ""
    return values


def _side(data: Mapping[str, Any], content: Mapping[str, Any], language: str) -> dict[str, Any]:
    texts = content[language]
    values = values_of(data, texts["level"], language)
    modules = data.get(f"modules_{language}", []) if content["show_modules"] else []
    is_programme = content["kind"] == "programme"
    return {
        "title": line_fill(texts["title"], values),
        "intro": line_fill(texts["intro"], values),
        "name": values["name"],
        "statement": line_fill(texts["statement"], values),
        "course": values["course"],
        "details": lines_fill(texts["details"], values),
        "level": _("Level: %(level)s") % {"level": texts["level"]} if texts["level"] else "",
        "skills-title": _("Skills:"),
        "skills": lines_fill(texts["skills"], values),
        "modules-title": _("Courses:") if is_programme else _("Modules:"),
        "modules": modules,
        "note": line_fill(texts["note"], values),
        "issuer": texts["issuer"],
        "issued": _("Issued on %(date)s") % {"date": values["issued_on"]},
        "serial-label": _("Serial number:"),
        "code-label": _("Check code:"),
        "check-line": _("Anybody can check this certificate at this address:"),
        "qr-alt": _("QR code that leads to the page that checks this certificate"),
        "signature-alt": _("Signature of %(name)s"),
    }
