"""One authority for all tests of signatures: its keys take a second."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.certificates.signing.authority import SECRET, Authority, authority_serve


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """A served authority."""
    with authority_serve(tmp_path_factory.mktemp("authority")) as served:
        yield served


@pytest.fixture
def organisation(settings: Any, authority: Authority) -> Authority:
    """The platform signs with the organisation's PKCS#12."""
    settings.PDF_SIGNER = "pkcs12"
    settings.PDF_SIGNING_PKCS12 = str(authority.pkcs12)
    settings.PDF_SIGNING_PASSPHRASE = SECRET
    settings.PDF_SIGNING_CHAIN = str(authority.chain)
    return authority
