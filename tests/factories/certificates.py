"""Certificates are made by their own service, from a completed enrolment."""

from typing import Any

from certificates.defaults import INTRO, ISSUER, SIGNATORY, TEMPLATES
from certificates.models import Certificate, CertificateRule
from certificates.services import certificates_evaluate
from courses.models import Course
from tests.factories.enrolment import EnrolmentFactory

TEXTS = ("title", "intro", "statement", "details", "level", "skills", "note", "issuer")


def certificate_make(**fields: Any) -> Certificate:
    """Issue the certificate of a new completed enrolment."""
    enrolment = EnrolmentFactory(completed=True, minutes_done=310, **fields)
    return certificates_evaluate(enrolment_id=enrolment.pk)[0]


def rule_of(course: Course, **changes: Any) -> CertificateRule:
    """Return the rule that the course got by itself, changed."""
    rule = CertificateRule.objects.get(course=course)
    for name, value in changes.items():
        setattr(rule, name, value)
    rule.save()
    return rule


def content_make(kind: str = "success", **changes: Any) -> dict[str, Any]:
    """Return what a version with our own texts holds, without a database."""
    texts = {**INTRO, **ISSUER, **TEMPLATES[kind]}
    content: dict[str, Any] = {
        "kind": kind,
        "design": texts["design"],
        "orientation": "landscape",
        "mode": "both",
        "show_modules": True,
        "logos": [],
        "signatories": [
            {
                "image": "",
                "fr": [SIGNATORY["name_fr"], SIGNATORY["function_fr"]],
                "ar": [SIGNATORY["name_ar"], SIGNATORY["function_ar"]],
            }
        ],
    }
    for language in ("fr", "ar"):
        content[language] = {name: texts.get(f"{name}_{language}", "") for name in TEXTS}
        content[language].update(changes.pop(language, {}))
    return {**content, **changes}
