"""Certificates, what they are made from, and what is under way about them."""

from certificates.models.certificate import Certificate, SerialCounter
from certificates.models.correction import CorrectionRequest
from certificates.models.file import CertificateFile
from certificates.models.job import IssueChunk, IssueJob
from certificates.models.rule import CertificateRule
from certificates.models.template import CertificateTemplate, TemplateLogo, TemplateSignatory
from certificates.models.version import FrozenImage, TemplateVersion
from certificates.proof.models import Sharing, SignedDocument, StatusNumber

__all__ = [
    "Certificate",
    "CertificateFile",
    "CertificateRule",
    "CertificateTemplate",
    "CorrectionRequest",
    "FrozenImage",
    "IssueChunk",
    "IssueJob",
    "SerialCounter",
    "Sharing",
    "SignedDocument",
    "StatusNumber",
    "TemplateLogo",
    "TemplateSignatory",
    "TemplateVersion",
]
