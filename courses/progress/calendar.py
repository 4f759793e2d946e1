"""The learner's dates as a calendar file."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from courses.enrolment.due import due_moment
from courses.progress.follow_up import FollowUp
from courses.workshops.ics import session_event
from courses.workshops.models import Session

CALENDAR_TYPE = "text/calendar; charset=utf-8"
# A deadline is shown as the last half-hour of its day: a moment without length is hard to see.
SHOWN = dt.timedelta(minutes=29)


def calendar_build(follow_up: FollowUp, language: str, sessions: Iterable[Session] = ()) -> bytes:
    """Return due dates, the cohorts' first and last days, and sessions, in a language.

    Deadlines are written in UTC, converted from Africa/Casablanca: right in Ramadan too, whatever
    the reader's calendar knows of it. Whole days (a cohort's) have no time zone.
    """
    stamp = timezone.now().astimezone(dt.UTC)
    with translation.override(language):
        calendar = Calendar()
        calendar.add("prodid", "-//OIM Maroc//Formation//FR")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", _("Training: my dates"))
        for due in follow_up.dues:
            end = due_moment(due.day).astimezone(dt.UTC)
            path = reverse("courses:unit", args=[due.unit.course.code, due.unit.code])
            title = _("To be completed: %(unit)s") % {"unit": due.unit.title}
            event = _event(f"due-{due.enrolment.uuid}-{due.unit.pk}", stamp, title)
            event.add("dtstart", end - SHOWN)
            event.add("dtend", end)
            event.add("description", f"{due.unit.course.title}\n{settings.SITE_URL}{path}")
            event.add("url", f"{settings.SITE_URL}{path}")
            calendar.add_component(event)
        for cohort in follow_up.cohorts:
            for name, day, title in (
                ("starts", cohort.starts_on, _("First day: %(cohort)s")),
                ("ends", cohort.ends_on, _("Last day: %(cohort)s")),
            ):
                if day is None:
                    continue
                event = _event(
                    f"cohort-{cohort.pk}-{name}", stamp, title % {"cohort": cohort.title}
                )
                event.add("dtstart", day)
                event.add("dtend", day + dt.timedelta(days=1))
                event.add("transp", "TRANSPARENT")
                calendar.add_component(event)
        for session in sessions:
            calendar.add_component(session_event(session))
        return bytes(calendar.to_ical())


def _event(uid: str, stamp: dt.datetime, title: str) -> Event:
    event = Event()
    event.add("uid", f"{uid}@oim-maroc-formation")
    event.add("dtstamp", stamp)
    event.add("summary", title)
    return event
