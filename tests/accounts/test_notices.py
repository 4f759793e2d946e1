"""Mail goes out once: whatever is repeated, lost or refused in between."""

import datetime as dt
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from accounts.models import Notice
from accounts.notices import (
    FAILURES_MAX,
    Attachment,
    notice_cancel,
    notice_deliver,
    notice_write,
    notices_deliver_due,
)
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def write(**values: Any) -> Notice:
    given = {"kind": "essai", "key": "essai:1", "subject": "Sujet\n long", "text": "Bonjour"}
    notice = notice_write(**{**given, **values})
    assert notice is not None
    return notice


class RefusingBackend(EmailBackend):
    """A mail server that refuses."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPException("450")


def test_a_message_is_written_once_and_sent_once():
    user = UserFactory(language="ar")
    first = write(user=user)
    second = write(user=user, text="autre texte")
    assert (first.pk, second.text) == (second.pk, "Bonjour\n")
    assert [notice_deliver(first.pk), notice_deliver(first.pk)] == [True, False]
    assert [(one.to, one.subject, one.body) for one in mail.outbox] == [
        ([user.email], "Sujet long", "Bonjour\n")
    ]
    assert (first.language, notices_deliver_due()) == ("ar", 0)


def test_the_shared_mailbox_is_written_to():
    user = UserFactory(contact_email="agence@example.org")
    assert write(user=user).address == "agence@example.org"


def test_without_an_address_nothing_is_written():
    assert (
        notice_write(kind="x", key="x", subject="s", text="t", user=UserFactory(email="")) is None
    )
    assert Notice.objects.count() == 0


def test_attachments_arrive_as_they_were():
    notice = write(
        address="a@example.org",
        attachments=[Attachment(name="s.ics", type="text/calendar", content="é".encode())],
    )
    notice_deliver(notice.pk)
    assert mail.outbox[0].attachments[0][0] == "s.ics"
    assert mail.outbox[0].attachments[0][1] == "é"


def test_a_later_message_waits_and_can_be_cancelled():
    later = timezone.now() + dt.timedelta(hours=1)
    kept = write(address="a@example.org", due_at=later)
    dropped = write(address="a@example.org", key="essai:2")
    assert (notice_cancel("essai:2"), notice_cancel("essai:2")) == (True, False)
    assert [notice_deliver(kept.pk), notice_deliver(dropped.pk)] == [False, False]
    assert notices_deliver_due() == 0
    Notice.objects.filter(pk=kept.pk).update(due_at=timezone.now())
    assert notices_deliver_due() == 1


def test_a_refused_message_is_tried_again_later_and_at_last_given_up(settings: Any):
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    notice = write(address="a@example.org")
    for failures in range(1, FAILURES_MAX + 1):
        Notice.objects.filter(pk=notice.pk).update(due_at=timezone.now())
        assert notices_deliver_due() == 0
        notice.refresh_from_db()
        assert (notice.failures, notice.sent_at) == (failures, None)
        assert notice.due_at > timezone.now()
    assert notice.cancelled_at is not None
