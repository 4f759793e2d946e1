"""The mails that a platform without mail server writes to a folder."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.enums import Role
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
MAIL = """Content-Type: text/plain; charset="utf-8"
MIME-Version: 1.0
Subject: Bonjour
From: formation@example.org
To: amina@example.org
Date: Wed, 25 Nov 2026 07:23:28 -0000

Un message.
"""


def test_mails_are_shown_with_the_hour_of_morocco(client: Client, tmp_path: Path, settings: Any):
    settings.LMS_STAFF_MFA_REQUIRED = False
    settings.EMAIL_FILE_PATH = tmp_path
    (tmp_path / "1.log").write_text(MAIL, encoding="utf-8")
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    page = client.get("/admin/mails/").content.decode()
    assert "amina@example.org" in page
    assert "25\u00a0novembre\u00a02026, 08:23" in page
