"""What stands on the page, in both languages, from a certificate's frozen data."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from certificates.check_code import code_format
from core.dates import date_format_long, duration_format


def verify_url(code: str, language: str) -> str:
    """Return the public address that checks a code."""
    with translation.override(language):
        return f"{settings.SITE_URL}{reverse('certificates:verify', args=[code])}"


def page_build(*, data: dict[str, Any], serial: str, code: str) -> dict[str, Any]:
    """Return the page's texts. Names missing in one script are shown in the other."""
    issued = dt.date.fromisoformat(data["issued_on"])
    page: dict[str, Any] = {
        "serial": serial,
        "code": code_format(code),
        "url": verify_url(code, data.get("language", "fr")),
        "issued": [issued.year, issued.month, issued.day],
        "issuer_fr": data["issuer_fr"],
        "issuer_ar": data["issuer_ar"],
    }
    for language in ("fr", "ar"):
        with translation.override(language):
            page[language] = _side(data, language)
    return page


def _side(data: dict[str, Any], language: str) -> dict[str, Any]:
    names = (data["name_latin"], data["name_arabic"])
    name = names[1] or names[0] if language == "ar" else names[0] or names[1]
    completed = date_format_long(dt.date.fromisoformat(data["completed_on"]), language)
    kinds = {
        "success": _("Certificate of success"),
        "training": _("Certificate of training"),
    }
    hours = ""
    if data["minutes"]:
        hours = _("Nominal duration validated: %(hours)s") % {
            "hours": duration_format(data["minutes"])
        }
        if data.get("minutes_in_person"):
            hours += _(", of which %(hours)s in person") % {
                "hours": duration_format(data["minutes_in_person"])
            }
    return {
        "kind": kinds[data["kind"]],
        "intro": _("The International Organization for Migration in Morocco certifies that"),
        "name": name,
        "has": _("has completed the course"),
        "course": data[f"course_{language}"],
        "hours": hours,
        "date": _("Completed on %(date)s") % {"date": completed},
        "modules-title": _("Modules:"),
        "modules": data.get(f"modules_{language}", []),
        "signatory": data[f"signatory_{language}"],
        "function": data[f"function_{language}"],
        "serial-label": _("Serial number:"),
        "code-label": _("Check code:"),
        "check-line": _("Anybody can check this certificate at this address:"),
        "qr-alt": _("QR code that leads to the page that checks this certificate"),
    }
