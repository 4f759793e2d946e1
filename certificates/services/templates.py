"""Templates published become versions; what new courses get by themselves."""

import hashlib
import json
from typing import Any

from django.db import transaction

from certificates.defaults import INTRO, ISSUER, SIGNATORY, TEMPLATES
from certificates.enums import CertificateKind
from certificates.models import (
    CertificateRule,
    CertificateTemplate,
    TemplateSignatory,
    TemplateVersion,
)
from certificates.rendering.images import image_freeze
from courses.models import Course, Programme

TEXTS = ("title", "intro", "statement", "details", "level", "skills", "note", "issuer")


def template_content(template: CertificateTemplate) -> dict[str, Any]:
    """Return what a version of this template holds: texts, look, and images by their digest.

    Images are copied (`FrozenImage`) as a side effect; a picture already copied is not again.
    """
    return {
        "kind": template.kind,
        "design": template.design,
        "orientation": template.orientation,
        "mode": template.language_mode,
        "show_modules": template.show_modules,
        "fr": {name: getattr(template, f"{name}_fr") for name in TEXTS},
        "ar": {name: getattr(template, f"{name}_ar") for name in TEXTS},
        "logos": [
            {"image": image_freeze(logo.image), "fr": logo.name_fr, "ar": logo.name_ar}
            for logo in template.logos.all()
        ],
        "signatories": [
            {
                "image": image_freeze(one.image) if one.image else "",
                "fr": [one.name_fr, one.function_fr],
                "ar": [one.name_ar, one.function_ar],
            }
            for one in template.signatories.all()
        ],
    }


@transaction.atomic
def version_freeze(*, template: CertificateTemplate, by: Any = None) -> TemplateVersion:
    """Freeze the published template as a new version; without a change return the last one."""
    CertificateTemplate.objects.select_for_update().get(pk=template.pk)
    content = template_content(template)
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    last = template.versions.order_by("-number").first()
    if last is not None and last.digest == digest:
        return last
    return TemplateVersion.objects.create(
        template=template,
        number=last.number + 1 if last else 1,
        digest=digest,
        content=content,
        created_by=by,
    )


def version_current(template: CertificateTemplate) -> TemplateVersion:
    """Return the version that is issued now; a template never published gets none before.

    One query for a template that was published.
    """
    last = template.versions.order_by("-number").first()
    return last or version_freeze(template=template)


@transaction.atomic
def template_default(kind: str) -> CertificateTemplate:
    """Return the template for new courses of this kind, made from our texts if there is none."""
    found = CertificateTemplate.objects.filter(kind=kind, is_default=True).first()
    if found is not None:
        return found
    template = CertificateTemplate(kind=kind, is_default=True, **ISSUER, **INTRO, **TEMPLATES[kind])
    template.signatories = [TemplateSignatory(**SIGNATORY)]
    template.save()
    version_freeze(template=template)
    return template


def rule_ensure(subject: Course | Programme, kind: str | None = None) -> CertificateRule:
    """Give a course or programme its first rule: all completed, the default template of a kind."""
    is_course = isinstance(subject, Course)
    kind = kind or (CertificateKind.SUCCESS if is_course else CertificateKind.PROGRAMME)
    link = {"course": subject} if is_course else {"programme": subject}
    found = CertificateRule.objects.filter(**link).order_by("pk").first()
    return found or CertificateRule.objects.create(template=template_default(kind), **link)
