"""Verbs about certificates. A certificate is a frozen fact: nothing here changes its data."""

from certificates.services.change import (
    certificate_correct,
    certificate_issue_by_hand,
    certificate_revoke,
)
from certificates.services.corrections import (
    correction_accept,
    correction_ask,
    correction_decline,
)
from certificates.services.expiry import expiry_look
from certificates.services.issue import (
    certificates_evaluate,
    certificates_issue,
    programme_certificates_evaluate,
)
from certificates.services.jobs import (
    issue_chunk_run,
    issue_job_create,
    issue_job_queue,
    issue_jobs_resume,
)
from certificates.services.sweep import certificates_issue_missing
from certificates.services.templates import rule_ensure, template_default, version_freeze

__all__ = [
    "certificate_correct",
    "certificate_issue_by_hand",
    "certificate_revoke",
    "certificates_evaluate",
    "certificates_issue",
    "certificates_issue_missing",
    "correction_accept",
    "correction_ask",
    "correction_decline",
    "expiry_look",
    "issue_chunk_run",
    "issue_job_create",
    "issue_job_queue",
    "issue_jobs_resume",
    "programme_certificates_evaluate",
    "rule_ensure",
    "template_default",
    "version_freeze",
]
