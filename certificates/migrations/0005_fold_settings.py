"""Issuer, signatory and kind, until now settings and a column, become templates and rules.

A new installation has nothing to fold: its templates are made with its first course.
"""

import datetime as dt
import hashlib
import json
from typing import Any

from django.db import migrations

from certificates.defaults import INTRO, ISSUER, SIGNATORY, TEMPLATES

KINDS = {"success": "success", "training": "participation"}
TEXTS = ("title", "intro", "statement", "details", "level", "skills", "note", "issuer")
SIGNED = ("issuer_fr", "issuer_ar", "signatory_fr", "signatory_ar", "function_fr", "function_ar")
ALWAYS = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def signed_now(apps: Any) -> dict[str, str]:
    """Return who signs today: the settings of the site, or what we start with."""
    row = apps.get_model("certificates", "CertificateSettings").objects.order_by("pk").first()
    if row is not None:
        return {name: getattr(row, name) for name in SIGNED}
    names = {name.replace("name_", "signatory_"): text for name, text in SIGNATORY.items()}
    return {**ISSUER, **names}


def template_make(apps: Any, kind: str, signed: dict[str, str]) -> Any:
    template = apps.get_model("certificates", "CertificateTemplate").objects.create(
        kind=kind,
        is_default=True,
        issuer_fr=signed["issuer_fr"],
        issuer_ar=signed["issuer_ar"],
        **INTRO,
        **TEMPLATES[kind],
    )
    apps.get_model("certificates", "TemplateSignatory").objects.create(
        template=template,
        sort_order=0,
        name_fr=signed["signatory_fr"],
        name_ar=signed["signatory_ar"],
        function_fr=signed["function_fr"],
        function_ar=signed["function_ar"],
    )
    return template


def version_make(apps: Any, template: Any, signed: dict[str, str], number: int) -> Any:
    content: dict[str, Any] = {
        "kind": template.kind,
        "design": template.design,
        "orientation": template.orientation,
        "mode": template.language_mode,
        "show_modules": template.show_modules,
        "logos": [],
        "signatories": [
            {
                "image": "",
                "fr": [signed["signatory_fr"], signed["function_fr"]],
                "ar": [signed["signatory_ar"], signed["function_ar"]],
            }
        ],
    }
    for language in ("fr", "ar"):
        content[language] = {name: getattr(template, f"{name}_{language}") for name in TEXTS}
        content[language]["issuer"] = signed[f"issuer_{language}"]
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return apps.get_model("certificates", "TemplateVersion").objects.create(
        template=template,
        number=number,
        digest=hashlib.sha256(canonical.encode()).hexdigest(),
        content=content,
    )


def certificates_link(apps: Any, templates: dict[str, Any], now: dict[str, str]) -> None:
    """Give each certificate its holder, subject, template, and a version with its own texts."""
    versions: dict[tuple[str, ...], Any] = {}
    numbers = dict.fromkeys(templates, 0)
    rows = apps.get_model("certificates", "Certificate").objects.select_related("enrolment")
    for row in rows.order_by("pk").iterator(chunk_size=500):
        kind = KINDS.get(row.kind, row.kind)
        signed = {name: row.data.get(name, now[name]) for name in SIGNED}
        key = (kind, *signed.values())
        if key not in versions:
            numbers[kind] += 1
            versions[key] = version_make(apps, templates[kind], signed, numbers[kind])
        row.user_id, row.course_id = row.enrolment.user_id, row.enrolment.course_id
        row.kind, row.template, row.version = kind, templates[kind], versions[key]
        row.save(update_fields=["user", "course", "kind", "template", "version"])
    # The last version is what is issued from now on.
    for kind, template in templates.items():
        if (kind, *now.values()) not in versions or numbers[kind] != 1:
            version_make(apps, template, now, numbers[kind] + 1)


def counters_seed(apps: Any) -> None:
    """Go on counting where the numbers are."""
    last: dict[int, int] = {}
    serials = apps.get_model("certificates", "Certificate").objects.values_list("serial", flat=True)
    for serial in serials:
        year, _dash, number = serial.removeprefix("OIM-MA-").partition("-")
        if year.isdigit() and number.isdigit():
            last[int(year)] = max(last.get(int(year), 0), int(number))
    counter = apps.get_model("certificates", "SerialCounter")
    for year, number in last.items():
        counter.objects.create(year=year, last=number)


def fold(apps: Any, schema_editor: Any) -> None:
    courses = list(apps.get_model("courses", "Course").objects.all())
    programmes = list(apps.get_model("courses", "Programme").objects.all())
    if not courses and not programmes:
        return
    now = signed_now(apps)
    kinds = ("success", "participation", "programme")
    templates = {kind: template_make(apps, kind, now) for kind in kinds}
    certificates_link(apps, templates, now)
    rule = apps.get_model("certificates", "CertificateRule")
    for course in courses:
        kind = KINDS[course.certificate_kind]
        rule.objects.create(course=course, template=templates[kind], applies_from=ALWAYS)
    for programme in programmes:
        rule.objects.create(programme=programme, template=templates["programme"])
    counters_seed(apps)


class Migration(migrations.Migration):
    dependencies = [("certificates", "0004_templates_rules_jobs")]

    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]
