"""Run as a program on an empty database: the state before migration 0005, rows, then all of it.

Prints what came out as JSON. In a process of its own, because migrations work on the default
database, and that of the tests is at its newest.
"""

import datetime as dt
import json
import os
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

BEFORE = [("certificates", "0004_templates_rules_jobs"), ("courses", "0004_follow_up")]
ISSUED = dt.datetime(2025, 6, 1, 12, tzinfo=dt.UTC)
ROWS = (
    # serial, course, signatory of its day, status
    ("OIM-MA-2025-000006", "a", "Ancienne direction (exemple)", "valid"),
    ("OIM-MA-2025-000007", "a", "Nouvelle direction (exemple)", "revoked"),
    ("OIM-MA-2026-000003", "b", "Nouvelle direction (exemple)", "valid"),
)


def rows_make(apps: Any) -> None:
    """People, courses of both kinds, a programme, and certificates of two signatories."""
    programme = apps.get_model("courses", "Programme").objects.create(
        code="p", title_fr="Parcours", title_ar="مسار"
    )
    course_model = apps.get_model("courses", "Course")
    courses = {
        code: course_model.objects.create(
            code=code, title_fr=code, title_ar=code, programme=programme, certificate_kind=kind
        )
        for code, kind in (("a", "success"), ("b", "training"))
    }
    site = apps.get_model("wagtailcore", "Site").objects.get()
    apps.get_model("certificates", "CertificateSettings").objects.create(
        site=site,
        signatory_fr="Nouvelle direction (exemple)",
        signatory_ar="الإدارة الجديدة (مثال)",
    )
    for number, (serial, code, signatory, status) in enumerate(ROWS):
        user = apps.get_model("accounts", "User").objects.create(
            username=f"old{number}", email=f"old{number}@example.org"
        )
        enrolment = apps.get_model("courses", "Enrolment").objects.create(
            user=user, course=courses[code], status="completed", completed_at=ISSUED
        )
        apps.get_model("certificates", "Certificate").objects.create(
            enrolment=enrolment,
            serial=serial,
            check_code=f"CODE{number}",
            kind=courses[code].certificate_kind,
            status=status,
            issued_at=ISSUED,
            data={"name_latin": "Amina Exemple", "signatory_fr": signatory},
        )


def outcome() -> dict[str, Any]:
    """Read with today's models."""
    from certificates.models import (  # noqa: PLC0415
        Certificate,
        CertificateRule,
        CertificateTemplate,
        SerialCounter,
    )

    return {
        "certificates": [
            [
                row.serial,
                row.user.username,
                row.course.code if row.course else None,
                row.kind,
                row.status,
                row.template.kind,
                row.version.content["signatories"][0]["fr"][0],
                row.data["name_latin"],
            ]
            for row in Certificate.objects.order_by("serial")
        ],
        "rules": sorted(
            [str((row.course or row.programme).code), row.template.kind]  # type: ignore[union-attr]
            for row in CertificateRule.objects.select_related("course", "programme", "template")
        ),
        "now": {
            row.kind: row.versions.order_by("-number")[0].content["signatories"][0]["fr"][0]
            for row in CertificateTemplate.objects.all()
        },
        "counters": dict(SerialCounter.objects.values_list("year", "last")),
    }


def main() -> None:
    """Build, migrate, tell."""
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    rows_make(executor.loader.project_state(BEFORE).apps)
    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(outcome()) + "\n")


if __name__ == "__main__":
    main()
