"""Announcements: to whom, in which language, once, with a trace."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.models import Notice
from courses.enrolment.announcements import (
    AnnouncementText,
    announcement_read,
    announcement_send,
    announcement_write,
    announcements_of,
    announcements_send_left,
    announcements_shown,
)
from courses.enrolment.exceptions import AnnouncementRefusedError
from courses.models import Announcement
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db
BOTH = AnnouncementText(
    title_fr="Séance", text_fr="À lundi.", title_ar="جلسة", text_ar="إلى الاثنين."
)


def members(cohort, count=2, **fields: Any):
    return [
        EnrolmentFactory(course=cohort.course, cohort=cohort, **fields).user for _ in range(count)
    ]


def test_each_member_gets_it_once_in_their_language():
    cohort = CohortFactory()
    french = members(cohort, 1)[0]
    arabic = members(cohort, 1, user__language="ar")[0]
    members(cohort, 1, status="withdrawn")
    EnrolmentFactory(course=cohort.course)
    announcement = announcement_write(cohort=cohort, text=BOTH, by=UserFactory())
    assert announcement_send(announcement.pk) == 2
    assert announcement_send(announcement.pk) == 0
    sent = {row.user_id: (row.subject, "À lundi." in row.text) for row in Notice.objects.all()}
    assert sent == {french.pk: ("Séance", True), arabic.pk: ("جلسة", False)}


def test_one_language_reaches_the_readers_of_the_other():
    cohort = CohortFactory()
    members(cohort, 1, user__language="ar")
    text = AnnouncementText(title_fr="Séance", text_fr="À lundi.")
    announcement_send(announcement_write(cohort=cohort, text=text, by=UserFactory()).pk)
    assert Notice.objects.get().subject == "Séance"


def test_only_the_chosen_members_and_nobody_from_elsewhere():
    cohort = CohortFactory()
    chosen, _other = members(cohort)
    stranger = EnrolmentFactory().user
    announcement = announcement_write(
        cohort=cohort, text=BOTH, by=UserFactory(), people=[chosen.pk, stranger.pk]
    )
    announcement_send(announcement.pk)
    assert list(announcement.recipients.values_list("user_id", flat=True)) == [chosen.pk]
    with pytest.raises(AnnouncementRefusedError):
        announcement_write(cohort=cohort, text=BOTH, by=UserFactory(), people=[stranger.pk])


@pytest.mark.parametrize(
    "text",
    [
        AnnouncementText(),
        AnnouncementText(title_fr="Sans texte"),
        AnnouncementText(title_fr="T", text_fr="T", title_ar="نصف"),
        AnnouncementText(title_fr="T", text_fr="T", by_mail=False, on_dashboard=False),
    ],
)
def test_half_written_ones_are_refused_and_leave_nothing(text):
    with pytest.raises(AnnouncementRefusedError):
        announcement_write(cohort=CohortFactory(), text=text, by=UserFactory())
    assert Announcement.objects.count() == 0


def test_the_dashboard_shows_it_until_read_or_expired():
    cohort = CohortFactory()
    reader, other = members(cohort)
    today = timezone.localdate()
    text = AnnouncementText(title_fr="T", text_fr="T", by_mail=False, expires_on=today)
    announcement = announcement_write(cohort=cohort, text=text, by=UserFactory())
    assert announcements_shown(reader).count() == 0
    assert announcements_send_left() == 1
    assert announcements_send_left() == 0
    assert Notice.objects.count() == 0
    assert announcements_shown(reader).count() == 1
    assert announcement_read(announcement_uuid=announcement.uuid, user=reader) is True
    assert announcement_read(announcement_uuid=announcement.uuid, user=UserFactory()) is False
    assert announcements_shown(reader).count() == 0
    assert announcements_shown(other).count() == 1
    row = announcements_of(cohort).get()
    assert (row.to_count, row.delivered_count, row.read_count) == (2, 2, 1)
    Announcement.objects.update(expires_on=today - dt.timedelta(days=1))
    assert announcements_shown(other).count() == 0


def test_writing_is_in_the_audit_trail():
    trainer = UserFactory()
    cohort = CohortFactory()
    members(cohort)
    announcement_write(cohort=cohort, text=BOTH, by=trainer)
    entry = ModelLogEntry.objects.get(action="courses.announcement")
    assert entry.user == trainer
    assert entry.data["to"] == "Séance"
    assert entry.data["people"] == "all"
