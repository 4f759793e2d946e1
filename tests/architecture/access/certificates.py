"""Certificates: one's own, those of people seen by role, and the public check."""

from tests.architecture.rules import (
    ADMINISTRATOR,
    ANYBODY,
    AUTHORS,
    NOBODY,
    PEOPLE,
    STAFF,
    Rule,
    snippet_rules,
)

RULES = {
    "certificates:list": Rule(may=PEOPLE),
    "certificates:download": Rule(
        may=ADMINISTRATOR, names=ADMINISTRATOR, args={"uuid": "certificate_uuid"}
    ),
    "certificates:verify_form": Rule(may=ANYBODY),
    # Whoever holds the code of a certificate may check it: initials, course, date.
    "certificates:verify": Rule(may=ANYBODY, args={"code": "certificate_code"}),
    # Public by nature: what verifiers of credentials fetch.
    "issuer_document": Rule(may=ANYBODY),
    # Here a list that does not exist; those that do hold no name, only places.
    "status_list": Rule(may=NOBODY, args={"number": "=999"}),
    # A holder's own; the public ways to check one hold what the certificate states.
    "certificates:transcript": Rule(may=PEOPLE),
    # A badge is made with npm packages that a lone checkout may lack.
    "certificates:badge*": Rule(
        may=ADMINISTRATOR,
        names=ADMINISTRATOR,
        args={"uuid": "certificate_uuid", "ending": "=png"},
        fails="JsonLdError",
    ),
    "certificates:correction*": Rule(may=NOBODY, args={"uuid": "certificate_uuid"}),
    "certificates:sharing*": Rule(may=NOBODY, args={"uuid": "certificate_uuid"}),
    "certificates:shared": Rule(may=NOBODY, args={"token": "=forged"}),
    "certificates:verify_file*": Rule(may=ANYBODY),
    "certificates:verify_offline": Rule(may=ANYBODY),
    "certificates:verify_worker": Rule(may=ANYBODY),
    "verify_schema": Rule(may=ANYBODY),
    "verify_json": Rule(may=ANYBODY, args={"code": "certificate_code"}),
    "certificate_zip*": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    "certificate_print*": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    "certificate_issues": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    # One's own files alone; here one of somebody else's.
    "certificate_files": Rule(may=ADMINISTRATOR),
    "certificate_file": Rule(may=NOBODY, args={"uuid": "certificate_uuid"}),
    "certificate_hand*": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    "certificate_job*": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    "certificate_corrections*": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    "certificate_correct*": Rule(
        may=ADMINISTRATOR, names=ADMINISTRATOR, changes=ADMINISTRATOR, args={"pk": "certificate"}
    ),
    **snippet_rules("certificates.certificatetemplate", may=AUTHORS, args={}),
    # Wagtail asks for no permission to show this question.
    "wagtailsnippets_certificates_certificatetemplate:confirm_workflow_cancellation*": Rule(
        may=STAFF
    ),
    **snippet_rules("certificates.certificaterule", may=ADMINISTRATOR, args={}),
    "certificate_index": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    "certificate_revoke": Rule(
        may=ADMINISTRATOR,
        names=ADMINISTRATOR,
        changes=ADMINISTRATOR,
        args={"pk": "certificate"},
        data={"reason": "=Erreur"},
    ),
}
