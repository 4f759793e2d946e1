"""What a merge of two accounts does with certificates: all are kept, one is in force."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.duplicates.facts import Fact, counted, facts_register
from accounts.merge.rules import MergeRun, Relation, labels, merge_rules, move, own, stay
from accounts.models import User
from certificates.enums import CertificateStatus
from certificates.models import Certificate


def _certificates(merging: MergeRun, relation: Relation, kept: User, dropped: User) -> None:
    """Two in force for one subject: the one first issued stays, the other leads to it.

    Both codes go on answering; nothing that a certificate states changes.
    """
    rows = Certificate.objects.select_for_update(of=("self",)).filter(
        user__in=[kept, dropped], status=CertificateStatus.VALID
    )
    standing: dict[Any, Certificate] = {}
    for row in rows.order_by(F("expires_at").desc(nulls_first=True), "issued_at", "pk"):
        subject = (row.course_id, row.programme_id, row.template_id)
        first = standing.setdefault(subject, row)
        if first is not row:
            row.status = CertificateStatus.REPLACED
            row.replaced_by = _free_end(first)
            row.save(update_fields=["status", "replaced_by"])
    merging.moved[relation.label] += relation.rows(dropped).update(user=kept)


def _free_end(certificate: Certificate) -> Certificate:
    """The certificate, or the oldest of those that it replaced: each is led to from one only."""
    while (former := Certificate.objects.filter(replaced_by=certificate).first()) is not None:
        certificate = former
    return certificate


def rules_declare() -> None:
    """Called when the app is ready."""
    merge_rules(
        {
            "certificates.Certificate.user": own(_certificates),
            "certificates.SignedDocument.user": move(),
            **labels("certificates.Certificate", move(), ["enrolment", "programme_enrolment"]),
            **labels("certificates.Certificate", stay(), ["issued_by", "revoked_by"]),
            **labels("certificates.CertificateTemplate", stay(), ["locked_by"]),
            **labels("certificates.TemplateVersion", stay(), ["created_by"]),
            **labels("certificates.CorrectionRequest", stay(), ["decided_by"]),
            **labels("certificates.IssueJob", stay(), ["created_by"]),
            **labels("certificates.CertificateFile", stay(), ["created_by"]),
        }
    )


def facts_declare() -> None:
    """What staff compare of two accounts before they merge them."""
    facts_register(
        Fact(
            label=_("Certificates"),
            count=lambda ids: counted(Certificate.objects.filter(user__in=ids), "user_id"),
        )
    )
