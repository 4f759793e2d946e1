"""Two beats and two workers at once: one e-mail."""

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection, connections
from django.utils import timezone

from accounts.models import Notice
from accounts.notices import notice_deliver
from courses.enrolment.announcements import AnnouncementText, announcement_send, announcement_write
from courses.models import AnnouncementRecipient, Enrolment, ReminderLog
from courses.progress.reminders.services import reminders_run
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory

RUNS = 4


def at_once(call: Callable[[], Any]) -> list[Any]:
    """Call from RUNS threads at the same time (on SQLite one after the other); all results."""
    barrier = threading.Barrier(RUNS)
    results: list[Any] = []

    def run() -> None:
        barrier.wait()
        try:
            results.append(call())
        except Exception as error:  # noqa: BLE001 (compared by the test)
            results.append(error)
        finally:
            connections.close_all()

    if connection.vendor != "postgresql":
        # One database in memory for each thread: here the calls follow each other.
        return [call() for _number in range(RUNS)]
    threads = [threading.Thread(target=run) for _number in range(RUNS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def noon() -> dt.datetime:
    return timezone.localtime().replace(hour=12, minute=0) + dt.timedelta(days=30)


@pytest.mark.django_db(transaction=True)
def test_four_planners_at_once_write_one_reminder_each(settings):
    settings.LMS_QUIET_HOURS = "00:00-00:00"
    people = UserFactory.create_batch(20)
    for user in people:
        EnrolmentFactory(user=user)
        EnrolmentFactory(user=user)
    moment = noon()
    results = at_once(lambda: reminders_run(now=moment, chunk=7))
    assert sum(results) == 20
    assert ReminderLog.objects.count() == 20
    assert Notice.objects.count() == 20
    assert Notice.objects.values("user").distinct().count() == 20
    first = Notice.objects.order_by("pk")[0]
    assert sorted(at_once(lambda: notice_deliver(first.pk))) == [False, False, False, True]
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_deliver_an_announcement_once_to_each():
    cohort = CohortFactory()
    for _number in range(12):
        EnrolmentFactory(course=cohort.course, cohort=cohort)
    text = AnnouncementText(title_fr="Rappel", text_fr="La séance est lundi.")
    announcement = announcement_write(cohort=cohort, text=text, by=UserFactory())
    results = at_once(lambda: announcement_send(announcement.pk))
    assert sum(results) == 12
    assert Notice.objects.filter(kind="announcement").count() == 12
    assert AnnouncementRecipient.objects.exclude(delivered_at=None).count() == 12
    assert Enrolment.objects.count() == 12
    announcement_send(announcement.pk)
    announcement.refresh_from_db()
    assert announcement.finished_at is not None
