"""The preview of a template: samples that show what can go wrong on paper."""

import base64
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from certificates.enums import CertificateKind
from certificates.models import CertificateTemplate
from certificates.rendering.page import page_build
from certificates.rendering.render import certificate_render, pages_render
from certificates.services.templates import template_content

# 60 letters each: the longest that a page must take without cutting.
LONG_LATIN = "Marie-Emmanuelle Bouchra El Hassani-Benabdallah de l'Exemple"
LONG_ARABIC = "عبد الرحمن محمد الأمين بن عبد السلام الحسني الإدريسي المثالي"
SERIAL = "OIM-MA-2026-000000"
CODE = "34679ACDEFGHJKMNP"
USUAL: dict[str, Any] = {
    "language": "fr",
    "name_latin": "Amina Exemple",
    "name_arabic": "أمينة مثال",
    "course_fr": "Titre de la formation (exemple)",
    "course_ar": "عنوان التكوين (مثال)",
    "modules_fr": ["Premier module", "Deuxième module", "Troisième module"],
    "modules_ar": ["الوحدة الأولى", "الوحدة الثانية", "الوحدة الثالثة"],
    "cohort_fr": "Groupe de l'exemple",
    "cohort_ar": "فوج المثال",
    "institution_fr": "Institution (exemple)",
    "institution_ar": "مؤسسة (مثال)",
    "minutes": 750,
    "minutes_in_person": 360,
    "score": "86.50",
    "completed_on": "2026-11-20",
    "issued_on": "2026-11-23",
    "expires_on": "2028-11-23",
}
CHANGES: dict[str, dict[str, Any]] = {
    "usual": {},
    "long": {"name_latin": LONG_LATIN, "name_arabic": LONG_ARABIC},
    "latin": {"name_arabic": ""},
    "arabic": {"name_latin": ""},
    "no_hours": {
        "minutes": 0,
        "minutes_in_person": 0,
        "completed_on": "",
        "expires_on": "",
        "score": "",
    },
}


def sample_page(template: CertificateTemplate, mode_name: str) -> dict[str, Any]:
    """Return the page of a template, as it is in the editor, for one of the samples."""
    data = {**USUAL, **CHANGES.get(mode_name, {})}
    if template.kind == CertificateKind.PROGRAMME:
        data["course_fr"], data["course_ar"] = (
            "Titre du programme (exemple)",
            "عنوان البرنامج (مثال)",
        )
    return page_build(data=data, content=template_content(template), serial=SERIAL, code=CODE)


def preview_response(
    template: CertificateTemplate, request: HttpRequest, mode_name: str
) -> HttpResponse:
    """The PDF; in the editor's panel, where phones show no PDF, the same page as a picture."""
    page = sample_page(template, mode_name)
    if getattr(request, "in_preview_panel", False):
        picture = base64.b64encode(pages_render([page], file_format="png")).decode()
        return render(request, "certificates/preview.html", {"picture": picture, "page": page})
    response = HttpResponse(certificate_render(page), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="apercu.pdf"'
    return response
