"""A production start refuses signatures that prove nothing."""

from typing import Any

import pytest

from certificates.signing.checks import signature_is_configured
from certificates.signing.demonstration import PASSPHRASE, demonstration_file
from tests.certificates.signing.authority import Authority


def ids() -> list[str]:
    return [str(message.id) for message in signature_is_configured(None)]


def test_the_demonstration_authority_is_refused(settings: Any):
    settings.PDF_SIGNER = "demonstration"
    assert ids() == ["lms.E010"]


def test_the_demonstration_certificate_is_refused_under_another_name(settings: Any):
    settings.PDF_SIGNER = "pkcs12"
    settings.PDF_SIGNING_PKCS12 = str(demonstration_file(settings.PROOF_KEYS_DIR))
    settings.PDF_SIGNING_PASSPHRASE = PASSPHRASE.decode()
    assert ids() == ["lms.E010"]


@pytest.mark.parametrize("signer", ["", "pkcs12", "pkcs11", "other"])
def test_a_signer_that_does_not_open_is_refused(settings: Any, signer: str):
    settings.PDF_SIGNER = signer
    assert ids() == ["lms.E011"]


def test_a_wrong_passphrase_is_refused(settings: Any, organisation: Authority):
    settings.PDF_SIGNING_PASSPHRASE = "wrong"
    assert ids() == ["lms.E011"]


def test_the_organisation_is_accepted(settings: Any, organisation: Authority):
    assert ids() == []
    settings.PDF_SIGNING_LTV = True
    settings.PDF_SIGNING_CHAIN = ""
    assert ids() == ["lms.E013"]


def test_a_key_file_that_others_may_read_is_refused(organisation: Authority):
    organisation.pkcs12.chmod(0o644)
    try:
        assert ids() == ["lms.E012"]
    finally:
        organisation.pkcs12.chmod(0o600)
