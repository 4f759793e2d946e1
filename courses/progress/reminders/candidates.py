"""Whose enrolments a plan looks at: read in chunks of whole people, one query a chunk."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.models import Cohort, DueDate, Enrolment
from courses.enrolment.placement import with_placement
from courses.progress.reminders.enums import ReminderKind
from courses.progress.reminders.models import ReminderLog, ReminderRequest
from courses.progress.reminders.rules import Rules

REQUESTS_KEPT = dt.timedelta(days=30)
COLUMNS = (
    "pk",
    "user_id",
    "course_id",
    "placed_in",
    "status",
    "enrolled_at",
    "started_at",
    "last_activity_at",
    "course__code",
    "course__title_fr",
    "course__title_ar",
    "course__opens_at",
    "access_until",
    "user__uuid",
    "user__language",
    "user__email",
    "user__contact_email",
    "user__username",
    "user__given_name",
    "user__family_name",
    "user__given_name_ar",
    "user__family_name_ar",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One enrolment with what a plan needs to know of person and course. Read-only."""

    pk: int
    user_id: int
    course_id: int
    placed_in: int | None
    status: str
    enrolled_at: dt.datetime
    started_at: dt.datetime | None
    last_activity_at: dt.datetime | None
    course_code: str
    title_fr: str
    title_ar: str
    opens_at: dt.datetime | None
    access_until: dt.date | None
    user_uuid: Any
    language: str
    email: str
    contact_email: str
    username: str
    given_name: str
    family_name: str
    given_name_ar: str
    family_name_ar: str

    @property
    def is_active(self) -> bool:
        """Whether the course is still to be completed."""
        return self.status == EnrolmentStatus.ACTIVE

    @property
    def address(self) -> str:
        """Where mail for this person goes."""
        return self.contact_email or self.email

    @property
    def course_title(self) -> str:
        """The course's title in the person's language, the other as fallback."""
        own, other = self.title_fr, self.title_ar
        if self.language == "ar":
            own, other = other, own
        return own or other or self.course_code

    @property
    def name(self) -> str:
        """The person's name in the script of their language, the other as fallback."""
        names = [
            f"{self.given_name} {self.family_name}".strip(),
            f"{self.given_name_ar} {self.family_name_ar}".strip(),
        ]
        if self.language == "ar":
            names.reverse()
        return names[0] or names[1] or self.username


def requests_pending(now: dt.datetime) -> QuerySet[ReminderRequest]:
    """Return the requests that no reminder answered yet."""
    answered = ReminderLog.objects.filter(key=OuterRef("key"))
    return ReminderRequest.objects.filter(~Exists(answered), created_at__gte=now - REQUESTS_KEPT)


def candidates_read(*, now: dt.datetime, rules: Rules, chunk: int) -> Iterator[list[Candidate]]:
    """Yield the enrolments that could be due, ordered by person; a person is never split.

    One query a chunk. What cannot be due yet is left in the database.
    """
    rows = with_placement(Enrolment.objects.filter(_due_q(now, rules))).order_by("user_id", "pk")
    last = 0
    while True:
        found = [
            Candidate(*row)
            for row in rows.filter(user_id__gt=last).values_list(*COLUMNS)[: chunk + 1]
        ]
        if len(found) > chunk:
            split = found[-1].user_id
            found = [row for row in found if row.user_id != split] or found
        if not found:
            return
        yield found
        last = found[-1].user_id


def _due_q(now: dt.datetime, rules: Rules) -> Q:
    is_open = Q(course__opens_at=None) | Q(course__opens_at__lte=now)
    is_open &= (
        Q(course__closes_at=None)
        | Q(course__closes_at__gt=now)
        | Q(access_until__gte=timezone.localtime(now).date())
    )
    reasons = Q(pk__in=[])
    waiting = rules.shortest(ReminderKind.NOT_STARTED)
    if waiting is not None:
        limit = _since(now, waiting)
        reasons |= Q(started_at=None, enrolled_at__lt=limit)
    silent = rules.shortest(ReminderKind.INACTIVE)
    if silent is not None:
        reasons |= Q(last_activity_at__lt=_since(now, silent))
    if rules.shortest(ReminderKind.DEADLINE) is not None:
        dated = Cohort.objects.filter(is_archived=False, due_dates__isnull=False)
        programmes = dated.exclude(programme=None).values("programme")
        with_dates = DueDate.objects.filter(cohort__is_archived=False).values("cohort")
        reasons |= Q(cohort__in=with_dates) | Q(cohort=None, course__programme__in=programmes)
    active = Q(status=EnrolmentStatus.ACTIVE) & is_open & reasons
    asked = Q(pk__in=requests_pending(now).values("enrolment_id"))
    return Q(user__is_active=True) & (active | asked)


def _since(now: dt.datetime, days: int) -> dt.datetime:
    """The latest moment that can be `days` calendar days ago in Morocco."""
    return now - dt.timedelta(days=days) + dt.timedelta(days=1)
